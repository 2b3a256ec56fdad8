# hidden
0.1, 0.2, 0.3 | ForEach-Object { [pscustomobject]@{ lr = $_; layers = 2 } } | Submit-MusterRun -Command 'echo "lr $PARAM_lr"; test "$PARAM_lr" != 0.2 || { echo "diverged" >&2; exit 3; }; echo "{\"loss\": $PARAM_lr, \"layers_used\": $PARAM_layers}" > "$MUSTER_RESULT_FILE"' -Name train -Wait -ErrorAction SilentlyContinue

# What each attempt has taken.
Get-MusterAccounting train

# The CPU time of all runs together, in hours.
(Get-MusterRun | Get-MusterAccounting -Total | ForEach-Object { $_.CpuTime.TotalHours } | Measure-Object -Sum).Sum

# The attempts that used their CPUs least.
Get-MusterAccounting train | Sort-Object Efficiency | Select-Object -First 5 Index, Efficiency, Elapsed
