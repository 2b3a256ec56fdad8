# Wait for a run, at most a minute.
$run = 1..3 | Submit-MusterRun -Command 'sleep 0.2; echo $PARAM_value'
$run | Wait-MusterRun -Timeout 1m

# Wait until the first of two has ended.
$two = 1, 2 | ForEach-Object { Submit-MusterRun -Command "sleep 0.$_" }
$two | Wait-MusterRun -Any

# Look at the runs that failed.
Submit-MusterRun -Command 'exit 3' | Wait-MusterRun -ErrorVariable failed -ErrorAction SilentlyContinue
$failed.TargetObject
