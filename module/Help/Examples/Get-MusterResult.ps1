# hidden
0.1, 0.2, 0.3 | ForEach-Object { [pscustomobject]@{ lr = $_; layers = 2 } } | Submit-MusterRun -Command 'echo "lr $PARAM_lr"; test "$PARAM_lr" != 0.2 || { echo "diverged" >&2; exit 3; }; echo "{\"loss\": $PARAM_lr, \"layers_used\": $PARAM_layers}" > "$MUSTER_RESULT_FILE"' -Name train -Wait -ErrorAction SilentlyContinue

# The results, the best first.
Get-MusterResult train | Sort-Object loss | Select-Object Index, lr, loss

# The three best, which are found without keeping all.
Get-MusterResult train -Metric loss -Best Min -First 3

# The results as a file that other programs read.
Get-MusterResult train | Export-Csv results.csv

# The mean loss for each number of layers.
Get-MusterResult train -State Succeeded | Group-Object layers | ForEach-Object { [pscustomobject]@{ Layers = $_.Name; Loss = ($_.Group | Measure-Object loss -Average).Average } }

# hidden
Set-Content pipeline.yaml "queue_name: pipeline`njobs:`n  - job_id: build`n    command: mkdir out; echo built | tee out/program`n    result_paths: [out/*]`n  - job_id: test`n    command: echo tested; echo slow >&2`n    depends_on: [build]"; Submit-MusterRun pipeline.yaml -Wait

# Copy the result files of a job.
Get-MusterResult pipeline -Job build -Destination ./built
