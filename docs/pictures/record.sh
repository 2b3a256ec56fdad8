#!/usr/bin/env bash
# Records the pictures of README anew, from the real command in a real terminal (tmux). From the repository's folder, after a build:
#   docs/pictures/record.sh
# Then look at them in a browser, light and dark.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
muster=$(cd "$here/../.." && pwd)/cli/bin/Debug/net10.0/muster
work=$(mktemp -d)
columns=96
tmux() { command tmux -L "muster-pictures-$$" "$@"; }
trap 'tmux kill-server 2> /dev/null || true; rm -rf "$work"' EXIT
export MUSTER_STORE="$work/store" TERM=xterm-256color
printf '#!/bin/sh\nexec %s "$@"\n' "$muster" > "$work/muster"; chmod +x "$work/muster"
cp -r "$here/../../examples/recipes/hyperparameters/." "$work"
export PATH="$work:$PATH"
printf 'PS1="$ "\n' > "$work/rc"

# until TEXT: waits for a line on the screen that matches, at most 20 seconds.
until_shown() {
  for _ in $(seq 200); do
    tmux capture-pane -p | grep -v '^$' | tail -n "${2:-100}" | grep -q -- "$1" && return
    read -r -t 0.1 <> <(:) || true
  done
  echo "never shown: $1" >&2
  return 1
}

# record NAME ROWS TITLE UNTIL COMMAND...: types each command at a prompt, and takes the screen when a line on it matches UNTIL.
record() {
  local name=$1 rows=$2 title=$3 until=$4; shift 4
  tmux new-session -d -x "$columns" -y "$rows" -c "$work" "bash --noprofile --rcfile '$work/rc'"
  for command; do
    until_shown '^\$ *$' 1
    tmux send-keys -l "$command"; tmux send-keys Enter
  done
  until_shown "$until"
  tmux capture-pane -e -p | grep -v '^\$ *$' | awk -v title="$title" -v columns="$columns" -f "$here/to-svg.awk" > "$here/$name.svg"
  tmux kill-server
}

record run 24 "muster submit runs a sweep and shows its results; muster results tells which point is best" '^Compared' \
  'muster submit sweep.yaml' 'muster results last --metric loss --best min --limit 3'
record why 16 "muster why explains a point that failed, with the last lines that it wrote" 'diverged at step' \
  'muster points last --state failed' 'muster why last 9'
muster run --name slow --detach --grid n=1..100 -- sleep 0.15 > /dev/null
record watch 16 "muster status --watch shows a run while it goes" ' [3-9][0-9]/100' 'muster status slow --watch'
muster cancel slow; muster wait slow || true
