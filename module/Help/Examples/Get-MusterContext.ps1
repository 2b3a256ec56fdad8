# See which store the cmdlets of this session work with.
Get-MusterContext

# Work elsewhere for a while, and then where it was before.
$before = Get-MusterContext
Set-MusterContext ./elsewhere
Set-MusterContext $before.Store
