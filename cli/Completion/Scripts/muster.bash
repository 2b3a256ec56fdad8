# Completion of muster for bash. Load it in ~/.bashrc: source <(muster completion bash)

_muster() {
    local rest=${COMP_LINE:0:COMP_POINT} program=muster part='' stripped word='' cut=0 line directive text about i
    local -a words=() texts=() abouts=()
    [[ ${COMP_WORDS[0]} =~ ^[A-Za-z0-9_./~+-]+$ ]] && program=${COMP_WORDS[0]}

    # bash cuts words at = and : too, which stand within values; what no blank separates is put together again.
    for ((i = 0; i <= COMP_CWORD; i++)); do
        stripped=${rest#"${rest%%[![:space:]]*}"}
        part=${stripped:0:${#COMP_WORDS[i]}}
        if ((i > 1)) && [[ $stripped == "$rest" ]]; then word+=$part; else words+=("$word") word=$part; fi
        rest=${stripped:${#part}}
    done
    words=("${words[@]:2}" "$word")

    # Quotes are the shell's; what bash replaces begins after the last = or : of the word.
    for ((i = 0; i < ${#words[@]}; i++)); do
        word=${words[i]//[\"\'\\]/}
        [[ $word == '~/'* ]] && word=$HOME/${word:2}
        words[i]=$word
    done
    part=${part//[\"\'\\]/}
    [[ $part == [=:] ]] && part=''
    cut=$((${#word} - ${#part}))

    while IFS= read -r line; do
        if [[ -z $directive ]]; then directive=$line; continue; fi
        text=${line%%$'\t'*} about=''
        [[ $line == *$'\t'* ]] && about=${line#*$'\t'}
        texts+=("${text:cut}") abouts+=("$about")
    done < <(eval "$program complete --$(printf ' %q' "${words[@]}")" 2>/dev/null)

    COMPREPLY=()
    case $directive in
        :files | :directories | :commands)
            [[ $directive == :commands && $part != */* ]] || compopt -o filenames 2>/dev/null
            line=-f
            [[ $directive == :directories ]] && line=-d
            [[ $directive == :commands && $part != */* ]] && line=-c
            while IFS= read -r text; do COMPREPLY+=("$text"); done < <(compgen "$line" -- "$part")
            return ;;
        :list) compopt -o nospace 2>/dev/null ;;
    esac

    for ((i = 0; i < ${#texts[@]}; i++)); do
        text=${texts[i]}
        # What stands in quotes already needs no other.
        [[ ${COMP_WORDS[COMP_CWORD]} == [\"\']* || $text =~ ^[A-Za-z0-9_.,:=/@%+-]*$ ]] || printf -v text %q "$text"
        # Listing (?, !, @) shows what the words mean; where one is put in, it stands alone.
        if [[ ${COMP_TYPE-9} =~ ^(63|33|64)$ && -n ${abouts[i]} ]] && ((${#texts[@]} > 1)); then
            line="$text  (${abouts[i]})"
            text=${line:0:${COLUMNS:-80}-1}
        fi
        COMPREPLY+=("$text")
    done
}

complete -o nosort -F _muster muster 2>/dev/null || complete -F _muster muster
