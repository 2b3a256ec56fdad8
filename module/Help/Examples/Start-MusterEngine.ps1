# Start an engine that stays, also when this window is closed.
Start-MusterEngine

# Start one for another store, and see what it has to do.
Start-MusterEngine -Store ./other | Select-Object ProcessId, RunsWantingWork

# hidden
Stop-MusterEngine -Store ./other
