# Submit a sweep file, and wait for its run to end.
Set-Content sweep.yaml "command: echo `$PARAM_lr`ngrid: { lr: [0.1, 0.01] }"
Submit-MusterRun sweep.yaml -Wait

# Run a command for each object from the pipeline. Single quotes leave $PARAM_x to the shell.
1..10 | ForEach-Object { [pscustomobject]@{ x = $_ } } | Submit-MusterRun -Command 'echo $PARAM_x' -Name echo

# See in numbers what would happen.
1..10 | Submit-MusterRun -Command 'echo $PARAM_value' -MaxConcurrent 2 -WhatIf

# Run a script block in PowerShell for each point, with a value of this session.
$factor = 10
1..2 | ForEach-Object { [pscustomobject]@{ x = $_ } } | Submit-MusterRun -ScriptBlock { param($x) $x * $using:factor } -Name blocks

# Start when another run has ended in any way.
Submit-MusterRun -Command 'echo after' -After any:blocks

# Let a job of PowerShell wait for a run.
$job = Submit-MusterRun -Command 'echo done' -AsJob
$job | Receive-Job -Wait -AutoRemoveJob
