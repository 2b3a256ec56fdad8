# hidden
0.1, 0.2, 0.3 | ForEach-Object { [pscustomobject]@{ lr = $_; layers = 2 } } | Submit-MusterRun -Command 'echo "lr $PARAM_lr"; test "$PARAM_lr" != 0.2 || { echo "diverged" >&2; exit 3; }; echo "{\"loss\": $PARAM_lr, \"layers_used\": $PARAM_layers}" > "$MUSTER_RESULT_FILE"' -Name train -Wait -ErrorAction SilentlyContinue

# The points of a run. Their parameters are properties.
Get-MusterPoint train | Format-Table Index, State, lr, layers

# The points that failed.
Get-MusterPoint train -State Failed

# Some points by their parameters, either way.
Get-MusterPoint train -Where 'lr>=0.2'
Get-MusterPoint train -Parameter @{ lr = 0.1 }

# How many points each state has, over several runs.
Get-MusterRun | Get-MusterPoint | Group-Object State -NoElement
