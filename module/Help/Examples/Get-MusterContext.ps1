# Which store cmdlets work with.
Get-MusterContext

# The store as one text, as the command's option --store takes it.
(Get-MusterContext).Address
