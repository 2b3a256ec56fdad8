#!/usr/bin/env bash
# Measures one tool at one level on one input.
set -euo pipefail
source="$MUSTER_WORKDIR/inputs/$PARAM_input"

begin=$(date +%s%N)
"$PARAM_tool" -c -"$PARAM_level" < "$source" > packed
end=$(date +%s%N)

awk -v ns="$((end - begin))" -v before="$(wc -c < "$source")" -v after="$(wc -c < packed)" \
  'BEGIN { printf "{\"ms\": %.1f, \"ratio\": %.2f}\n", ns / 1e6, before / after }' > "$MUSTER_RESULT_FILE"
rm packed
