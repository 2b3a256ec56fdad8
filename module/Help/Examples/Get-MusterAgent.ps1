# hidden
Start-MusterAgent -Slots 1

# The agents of the store on this machine.
Get-MusterAgent

# Those that something hinders, and what.
Get-MusterAgent | Where-Object Health -In Hindered, Dead | Select-Object Name, Problem
