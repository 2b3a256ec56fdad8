# hidden
1..4 | Submit-MusterRun -Command 'echo $PARAM_value' -Name train -NoEngine

# What would be cancelled, in numbers.
Stop-MusterRun train -WhatIf

# Cancel two points; the others go on.
Stop-MusterRun train -Index 1, 3

# Cancel all runs that have not ended, but for urgent ones.
Get-MusterRun -State Ready, Locked, InProgress | Where-Object Priority -NE Urgent | Stop-MusterRun
