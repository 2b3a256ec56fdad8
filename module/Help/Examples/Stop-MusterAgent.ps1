# hidden
Start-MusterAgent -Slots 1

# What would be stopped.
Stop-MusterAgent -WhatIf

# Let agents finish what they run, and wait for it at most five minutes.
Get-MusterAgent | Stop-MusterAgent -Timeout 5m
