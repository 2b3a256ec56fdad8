# hidden
0.1, 0.2, 0.3 | ForEach-Object { [pscustomobject]@{ lr = $_; layers = 2 } } | Submit-MusterRun -Command 'echo "lr $PARAM_lr"; test "$PARAM_lr" != 0.2 || { echo "diverged" >&2; exit 3; }; echo "{\"loss\": $PARAM_lr, \"layers_used\": $PARAM_layers}" > "$MUSTER_RESULT_FILE"' -Name train -Wait -ErrorAction SilentlyContinue

# What a point wrote.
Get-MusterLog train 0

# The last lines that failed points wrote to standard error.
Get-MusterPoint train -State Failed | Get-MusterLog -ErrorStream -Tail 10

# See what all points write, until the run has ended.
Get-MusterLog train -Follow

# Lines are objects: which points said a word?
Get-MusterLog train -State Succeeded | Where-Object Text -Match 'lr' | Select-Object Index, Attempt, Text
