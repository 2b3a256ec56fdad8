#!/usr/bin/env bash
# Reads the CSV of 'muster results' and writes a row for each tool, level and input: the median time of its repetitions.
set -euo pipefail
awk -F, '
  NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
  $at["state"] == "succeeded" { print $at["tool"] "," $at["level"] "," $at["input"] "," $at["ratio"] "," $at["ms"] }' |
  sort -t, -k1,1 -k2,2n -k3,3 -k5,5n |
  awk -F, -v OFS=, '
    function flush() { if (n) print key, n, ratio, (ms[int((n + 1) / 2)] + ms[int(n / 2) + 1]) / 2 }
    BEGIN { print "tool,level,input,runs,ratio,median_ms" }
    $1 OFS $2 OFS $3 != key { flush(); n = 0; key = $1 OFS $2 OFS $3 }
    { ms[++n] = $5; ratio = $4 }
    END { flush() }'
