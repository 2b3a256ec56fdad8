# hidden
1..4 | Submit-MusterRun -Command 'echo $PARAM_value' -Name train -NoEngine

# Let a run go first.
Set-MusterRun train -Priority Urgent

# At most two of its points run at once from now on.
Set-MusterRun train -MaxConcurrent 2

# As many as there are slots, again.
Set-MusterRun train -NoMaxConcurrent
