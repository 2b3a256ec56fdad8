# hidden
1..4 | Submit-MusterRun -Command 'echo $PARAM_value' -Name train -NoEngine

# hidden
Suspend-MusterRun train

# Let a run that is held go on.
Resume-MusterRun train

# Let all that are held go on.
Get-MusterRun -State Held, Holding | Resume-MusterRun
