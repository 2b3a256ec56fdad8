#!/usr/bin/env bash
# Makes the inputs: the same bytes on every machine.
set -euo pipefail
mkdir -p inputs
awk 'BEGIN { for (i = 1; i <= 8000; i++) { x = (x * 16807 + 11) % 2147483647; print "word" x % 500 " and word" x % 77 } }' > inputs/words
awk 'BEGIN { for (i = 1; i <= 8000; i++) { x = (x * 16807 + 11) % 2147483647; print x } }' > inputs/numbers
