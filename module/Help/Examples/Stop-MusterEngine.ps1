# hidden
Start-MusterEngine

# How many points run that it would wait for.
Stop-MusterEngine -WhatIf

# End it now; points that run are run again by the next engine.
Stop-MusterEngine -Now -Timeout 30s
