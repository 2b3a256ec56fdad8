# Look for mistakes in a sweep file.
Set-Content sweep.yaml "command: echo `$PARAM_lr`ngrid: { lr: [0.1, 0.01] }`ntimeuot: 1h"
Test-MusterSpec sweep.yaml

# Fail a script where any of several files is not good.
if ((Test-MusterSpec *.yaml -Quiet) -contains $false) { 'Mend the specs first.' }

# See what was likely meant.
Test-MusterSpec sweep.yaml | Select-Object Line, Value, Suggestion
