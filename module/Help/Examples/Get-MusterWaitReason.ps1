# hidden
0.1, 0.2, 0.3 | ForEach-Object { [pscustomobject]@{ lr = $_; layers = 2 } } | Submit-MusterRun -Command 'echo "lr $PARAM_lr"; test "$PARAM_lr" != 0.2 || { echo "diverged" >&2; exit 3; }; echo "{\"loss\": $PARAM_lr, \"layers_used\": $PARAM_layers}" > "$MUSTER_RESULT_FILE"' -Name train -Wait -ErrorAction SilentlyContinue

# hidden
Submit-MusterRun -Command 'true' -Name later -NoEngine | Suspend-MusterRun

# Why a run is where it is, with the last lines of what failed.
Get-MusterWaitReason train

# What all runs that have not ended wait for, and when they are tried next.
Get-MusterRun -State Ready, Held, Locked, InProgress | Get-MusterWaitReason | Select-Object Subject, Cause, NextTry

# Why points failed.
Get-MusterPoint train -State Failed | Get-MusterWaitReason
