# hidden
0.1, 0.2, 0.3 | ForEach-Object { [pscustomobject]@{ lr = $_; layers = 2 } } | Submit-MusterRun -Command 'echo "lr $PARAM_lr"; test "$PARAM_lr" != 0.2 || { echo "diverged" >&2; exit 3; }; echo "{\"loss\": $PARAM_lr, \"layers_used\": $PARAM_layers}" > "$MUSTER_RESULT_FILE"' -Name train -Wait -ErrorAction SilentlyContinue

# Write a page about a run, and open it with Invoke-Item where there is a browser.
New-MusterReport train

# Pages of all runs that ended in error, in one directory.
New-Item -ItemType Directory reports | Out-Null
Get-MusterRun -State Error | New-MusterReport -Path reports
