# hidden
1..4 | Submit-MusterRun -Command 'echo $PARAM_value' -Name train -NoEngine

# Start nothing more of a run; what runs goes on to its end.
Suspend-MusterRun train

# Hold all that waits, so that an urgent run has the machine for itself.
Get-MusterRun -State Ready, InProgress | Suspend-MusterRun
