# All runs, the newest first.
Get-MusterRun

# The ten newest runs that failed within the last day.
Get-MusterRun -State Error -Newer 1.00:00:00 -First 10

# Runs whose name begins so.
Get-MusterRun train-*

# How many points each run has left.
Get-MusterRun -State InProgress | Select-Object Name, @{ Name = 'Left'; Expression = { $_.Points - $_.Ended } }
