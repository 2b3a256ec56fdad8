#compdef muster
# Completion of muster for zsh. Load it in ~/.zshrc after compinit: source <(muster completion zsh)
# Or keep it as a file named _muster in a folder of $fpath.

_muster() {
    local line directive
    local -a program answer candidates
    program=(${(Q)${(z)${aliases[$words[1]]:-$words[1]}}})
    program[1]=${~program[1]}
    answer=("${(@f)$("${program[@]}" complete -- "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}")
    directive=$answer[1]
    shift answer
    case $directive in
        :files|:directories)
            [[ $PREFIX == --*=* ]] && compset -P '*='
            [[ $directive == :files ]] && _files || _files -/
            return ;;
        :commands)
            [[ $PREFIX == */* ]] && _files || _command_names -e
            return ;;
    esac
    for line in "${answer[@]}"; do
        candidates+=("${${line%%$'\t'*}//:/\\:}${${(M)line:#*$'\t'*}:+:${line#*$'\t'}}")
    done
    [[ $directive == :list ]] && { _describe -V muster candidates -S ''; return }
    _describe -V muster candidates
}

if [[ $funcstack[1] == _muster ]]; then
    _muster "$@"
else
    compdef _muster muster
fi
