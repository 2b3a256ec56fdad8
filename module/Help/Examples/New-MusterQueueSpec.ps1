# Make a queue of jobs that wait for each other, and run it.
$jobs = (New-MusterJobSpec fetch 'echo fetched'), (New-MusterJobSpec train 'echo trained' -DependsOn fetch)
$jobs | New-MusterQueueSpec -Name nightly | Submit-MusterRun -Wait

# Write jobs as a file has them, two at once, and save the queue.
New-MusterQueueSpec @{ job_id = 'a'; command = 'echo a' }, @{ job_id = 'b'; command = 'echo b' } -MaxParallel 2 -OutFile queue.json
