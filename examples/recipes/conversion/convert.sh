#!/usr/bin/env bash
# convert.sh FOLDER FILE: converts one CSV file of the folder to JSON lines, under the same name in the directory that it is
# started in. A row with a cell too few or too many is an error.
set -euo pipefail
target=${2%.csv}.jsonl
mkdir -p "$(dirname "$target")"

awk -F, -v OFS= '
  NR == 1 { columns = NF; for (i = 1; i <= NF; i++) names[i] = $i; next }
  NF != columns { print "line " NR ": " NF " cells instead of " columns > "/dev/stderr"; bad = 1; exit }
  {
    line = ""
    for (i = 1; i <= NF; i++)
      line = line (i > 1 ? ", " : "") "\"" names[i] "\": " ($i ~ /^-?[0-9]+(\.[0-9]+)?$/ ? $i : "\"" $i "\"")
    print "{" line "}"
  }
  END { exit bad }' "$1/$2" > "$target.part"
mv "$target.part" "$target"

echo "{\"rows\": $(wc -l < "$target")}" > "$MUSTER_RESULT_FILE"
