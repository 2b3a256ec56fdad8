# Run by tests/Module/PesterTests.cs with the module that was built: $env:MUSTER_MODULE names its manifest.
BeforeAll {
    Import-Module $env:MUSTER_MODULE -Force
    Push-Location $TestDrive
}

AfterAll { Pop-Location }

Describe 'Test-MusterSpec' {
    BeforeAll {
        Set-Content good.yaml "command: 'true'`ngrid: { x: [1, 2] }"
        Set-Content bad.yaml "command: 'true'`ngrid: { x: [1] }`ntimeuot: 1h`nbudget: much"
    }

    It 'gives nothing of a good file' {
        Test-MusterSpec good.yaml | Should -BeNullOrEmpty
    }

    It 'gives an object for each problem' {
        $problems = Test-MusterSpec bad.yaml
        $problems.Count | Should -Be 2
        $problems[0].Line | Should -Be 3
        $problems[0].Column | Should -Be 1
        $problems[0].Suggestion | Should -Be timeout
        $problems[0].Kind | Should -Be UnknownKey
        $problems[0].File | Should -Be (Join-Path $TestDrive bad.yaml)
        $problems[0].Message | Should -Match "'timeuot'"
        $problems[1].Value | Should -Be much
    }

    It 'takes wildcards and files from the pipeline' {
        (Test-MusterSpec *.yaml -Quiet) | Should -Be $false, $true
        (Get-ChildItem *.yaml | Sort-Object Name | Test-MusterSpec -Quiet) | Should -Be $false, $true
    }

    It 'tells of a file that is not there' {
        (Test-MusterSpec none.yaml).Kind | Should -Be UnreadableFile
    }

    It 'shows problems as a table' {
        Test-MusterSpec bad.yaml | Out-String | Should -Match 'File\s+Line\s+Column\s+Suggestion\s+Message'
    }
}

Describe 'New-MusterSweepSpec' {
    It 'makes points of arrays and ranges, the last varying fastest' {
        $spec = New-MusterSweepSpec 'echo $PARAM_lr' -Grid ([ordered]@{ seed = 1..3; lr = 0.1, 1e-5 })
        $spec.Points | Should -Be 6
        $json = $spec.Text | ConvertFrom-Json
        $json.grid.lr | Should -Be 0.1, 1e-5
        $json.command | Should -Be 'echo $PARAM_lr'
        (Submit-MusterRun -Spec $spec -DryRun -Store store).FirstPoints[0..1] | Should -Be 'seed=1 lr=0.1', 'seed=1 lr=1E-05'
    }

    It 'takes points from the pipeline, defaults and settings' {
        $spec = 1..2 | ForEach-Object { [pscustomobject]@{ x = $_; name = "n$_" } } |
            New-MusterSweepSpec 'echo $PARAM_x' -Name mine -Default @{ y = 'z' } -Timeout 90s -Cpus 0.5 -Memory 512MB -Attempts 3 -ResultPath '*.txt' -Env @{ A = 'b' } -Setting @{ tolerated_failures = 1; retry = @{ base_delay = '1s' } }
        $spec.Name | Should -Be mine
        $spec.Points | Should -Be 2
        $json = $spec.Text | ConvertFrom-Json
        $json.timeout | Should -Be '1m30s'
        $json.resources.memory | Should -Be '512MiB'
        $json.retry.max_attempts | Should -Be 3
        $json.retry.base_delay | Should -Be '1s'
        (Submit-MusterRun -Spec $spec -DryRun -Store store).FirstPoints[1] | Should -Be 'y=z x=2 name=n2'
    }

    It 'tells all that is wrong, with problems as the target' {
        $failed = { New-MusterSweepSpec 'true' -Grid @{ x = 1 } -Setting @{ budgte = 1; timeout = 'long' } } | Should -Throw -ErrorId 'InvalidSpec*' -PassThru
        $failed.TargetObject.Count | Should -Be 2
        $failed.TargetObject.Suggestion | Should -Contain budget
        "$failed" | Should -BeLike 'The sweep is no good spec: 2 problems.*'
    }

    It 'refuses a value that is none, and one that is given twice' {
        { New-MusterSweepSpec 'true' -Grid @{ x = (Get-Process -Id $PID) } } | Should -Throw "The value of 'grid.x' is of the type System.Diagnostics.Process, which is no value of a spec.*" -ErrorId 'InvalidArgument*'
        { New-MusterSweepSpec 'true' -Grid @{ x = 1 } -Timeout 1s -Setting @{ timeout = '2s' } } | Should -Throw "'timeout' is given twice: by -Timeout and in -Setting. Remove one." -ErrorId 'InvalidArgument*'
    }

    It 'saves what Test-MusterSpec finds good, and nothing under -WhatIf' {
        New-MusterSweepSpec 'true' -Grid @{ x = 1..2 } -OutFile sweep.json -WhatIf | Should -BeNullOrEmpty
        Test-Path sweep.json | Should -BeFalse
        (New-MusterSweepSpec 'true' -Grid @{ x = 1..2 } -OutFile sweep.json).File | Should -Be (Join-Path $TestDrive sweep.json)
        Test-MusterSpec sweep.json | Should -BeNullOrEmpty
        (Submit-MusterRun sweep.json -DryRun -Store store).Points | Should -Be 2
        { New-MusterSweepSpec 'true' -Grid @{ x = 1 } -OutFile sweep.txt } | Should -Throw '*Name a file that ends in .json.' -ErrorId 'InvalidArgument*'
    }
}

Describe 'New-MusterJobSpec and New-MusterQueueSpec' {
    It 'put jobs together to a queue' {
        $build = New-MusterJobSpec build 'make' -Timeout 10m
        $test = New-MusterJobSpec test 'make test' -DependsOn $build
        $queue = $build, $test | New-MusterQueueSpec -Name release -MaxParallel 2 -Timeout 1h -OnFailure continue
        $queue.Kind | Should -Be Queue
        $queue.Jobs | Should -Be build, test
        ($queue.Text | ConvertFrom-Json).jobs[1].depends_on | Should -Be build
        $queue | Out-String | Should -Match 'Queue\s+release'
        $plan = $queue | Submit-MusterRun -DryRun -Store store
        $plan.Kind, $plan.Jobs.Count, $plan.Timeout | Should -Be 'Queue', 2, ([timespan]'1:00')
    }

    It 'judge a job at once, and the graph as a whole' {
        { New-MusterJobSpec 'a b' 'true' } | Should -Throw -ErrorId 'InvalidSpec*'
        { New-MusterJobSpec a 'true' -DependsOn b | New-MusterQueueSpec } | Should -Throw "*'b'*" -ErrorId 'InvalidSpec*'
    }

    It 'take jobs as hashtables, and as the graph of each point' {
        (New-MusterQueueSpec @{ job_id = 'a'; command = 'true' }).Jobs | Should -Be a
        $sweep = New-MusterSweepSpec -Job (New-MusterJobSpec a 'true'), (New-MusterJobSpec b 'true' -DependsOn a) -Grid @{ x = 1..3 }
        $sweep.Points, $sweep.Jobs.Count | Should -Be 3, 2
    }
}
