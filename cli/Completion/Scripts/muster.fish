# Completion of muster for fish. Keep it: muster completion fish > ~/.config/fish/completions/muster.fish

function __muster_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l program (string replace -r '^~/' "$HOME/" -- $words[1])
    set -e words[1]
    set -l answer ($program complete -- $words "$current" 2>/dev/null)
    switch "$answer[1]"
        case :files
            __fish_complete_path (string replace -r '^--[^=]*=' '' -- "$current")
        case :commands
            complete -C "$current"
        case :directories
            __fish_complete_directories (string replace -r '^--[^=]*=' '' -- "$current") ''
        case '*'
            set -e answer[1]
            printf '%s\n' $answer
    end
end

complete -c muster -f -k -a '(__muster_complete)'
