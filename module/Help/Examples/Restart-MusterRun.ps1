# hidden
0.1, 0.2, 0.3 | ForEach-Object { [pscustomobject]@{ lr = $_; layers = 2 } } | Submit-MusterRun -Command 'echo "lr $PARAM_lr"; test "$PARAM_lr" != 0.2 || { echo "diverged" >&2; exit 3; }; echo "{\"loss\": $PARAM_lr, \"layers_used\": $PARAM_layers}" > "$MUSTER_RESULT_FILE"' -Name train -Wait -ErrorAction SilentlyContinue

# How many points would be run again.
Restart-MusterRun train -WhatIf

# Run again what failed, in all runs that ended in error.
# The points begin a new round; those that succeeded keep their results.
Get-MusterRun -State Error | Restart-MusterRun -FailedOnly

# Run some points again, however they ended, and wait for the end.
Wait-MusterRun train -ErrorAction SilentlyContinue | Restart-MusterRun -Index 0, '2' -Wait -ErrorAction SilentlyContinue
