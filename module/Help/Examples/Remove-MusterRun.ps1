# hidden
0.1, 0.2, 0.3 | ForEach-Object { [pscustomobject]@{ lr = $_; layers = 2 } } | Submit-MusterRun -Command 'echo "lr $PARAM_lr"; test "$PARAM_lr" != 0.2 || { echo "diverged" >&2; exit 3; }; echo "{\"loss\": $PARAM_lr, \"layers_used\": $PARAM_layers}" > "$MUSTER_RESULT_FILE"' -Name train -Wait -ErrorAction SilentlyContinue

# hidden
Submit-MusterRun -Command 'true' -Name test-1 -Wait

# How much would be deleted, before it is.
Get-MusterRun train | Remove-MusterRun -WhatIf

# Delete the runs of a name's pattern without being asked.
Remove-MusterRun test-* -Confirm:$false

# Delete what was submitted more than 30 days ago and has ended.
Get-MusterRun -State Complete, Error, Cancelled -Older 30.00:00:00 | Remove-MusterRun -Confirm:$false
