# hidden
Set-Content pipeline.yaml "queue_name: pipeline`njobs:`n  - job_id: build`n    command: mkdir out; echo built | tee out/program`n    result_paths: [out/*]`n  - job_id: test`n    command: echo tested; echo slow >&2`n    depends_on: [build]"; Submit-MusterRun pipeline.yaml -Wait

# The jobs of a run's job graph, in the order in which they run.
Get-MusterJob pipeline

# What failed in any run.
Get-MusterRun pipeline | Get-MusterJob -State Failed

# How long the jobs ran, the slowest first.
Get-MusterJob pipeline | Sort-Object Elapsed -Descending | Select-Object Job, Elapsed
