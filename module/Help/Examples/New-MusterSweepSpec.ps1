# Run a command for each combination of two parameters.
New-MusterSweepSpec 'echo $PARAM_lr $PARAM_seed' -Grid ([ordered]@{ lr = 0.1, 0.01; seed = 1..5 }) -Name train

# Make a point of each line of a CSV, and save the sweep as a file.
Set-Content points.csv "alpha,beta`n0.1,2`n0.2,3"
Import-Csv points.csv | New-MusterSweepSpec 'echo $PARAM_alpha $PARAM_beta' -Timeout 10m -Attempts 3 -OutFile sweep.json

# Give settings that have no parameter of their own, and see what would be submitted.
New-MusterSweepSpec 'exit $PARAM_x' -Grid @{ x = 0, 0, 1 } -Setting @{ tolerated_failures = 1 } | Submit-MusterRun -DryRun
