# Make two jobs, of which the second waits for the first.
$build = New-MusterJobSpec build 'echo built > out.txt' -ResultPath out.txt
$test = New-MusterJobSpec test 'echo tested' -DependsOn $build -Timeout 10m

# Put them together to a queue.
$build, $test | New-MusterQueueSpec -Name release

# Run them for each point of a sweep.
New-MusterSweepSpec -Job $build, $test -Grid @{ version = '1.0', '1.1' }
