# Run by tests/Module/PesterTests.cs with the module that was built: $env:MUSTER_MODULE names its manifest.
BeforeAll {
    Import-Module $env:MUSTER_MODULE -Force
    $store = Join-Path $TestDrive store
    Set-MusterContext $store | Out-Null
    . $PSScriptRoot/Engine.ps1
    $run = foreach ($lr in 0.1, 0.2) { foreach ($layers in 2, 3) { [pscustomobject]@{ lr = $lr; layers = $layers; state = 'x' } } }
    $run = $run | Submit-MusterRun -Command 'test $PARAM_lr != 0.2 || { echo "no $PARAM_layers $PARAM_state" >&2; exit 3; }' -Name points -Wait -ErrorAction SilentlyContinue
    Set-Content (Join-Path $TestDrive graph.yaml) @'
queue_name: graph
jobs:
  - job_id: build
    command: echo building
  - job_id: test
    command: echo oops >&2; exit 3
    depends_on: [build]
  - job_id: ship
    command: echo shipping
    depends_on: [test]
'@
    $graph = Submit-MusterRun (Join-Path $TestDrive graph.yaml) -Wait -ErrorAction SilentlyContinue
}

AfterAll {
    Set-MusterContext | Out-Null
    Stop-EngineOf $store
}

Describe 'Get-MusterPoint' {
    It 'gives parameters as properties, and numbers as numbers' {
        $points = Get-MusterPoint $run
        $points.Index | Should -Be 0, 1, 2, 3
        $points.State | Should -Be Succeeded, Succeeded, Failed, Failed
        $points[2].lr | Should -BeOfType double
        $points[2].layers | Should -BeOfType long
        ($points | Measure-Object layers -Sum).Sum | Should -Be 10
        ($points | Sort-Object layers -Descending | Select-Object -First 1).layers | Should -Be 3
        ($points | Group-Object lr | ForEach-Object Count) | Should -Be 2, 2
    }

    It 'tells a parameter from its own property of that name' {
        (Get-MusterPoint $run -Index 0).'param.state' | Should -Be x
    }

    It 'chooses by indexes, states and parameters' {
        (Get-MusterPoint $run -Index 1, '2-3').Index | Should -Be 1, 2, 3
        (Get-MusterPoint $run '0-1').Index | Should -Be 0, 1
        (Get-MusterPoint $run -State Failed).Index | Should -Be 2, 3
        (Get-MusterPoint $run -Where 'lr>=0.2', layers=3).Index | Should -Be 3
        (Get-MusterPoint $run -Parameter @{ lr = 0.1; layers = 2 }).Index | Should -Be 0
        (Get-MusterPoint $run -From 2 -First 1).Index | Should -Be 2
    }

    It 'takes runs by property from any object' {
        ($run | Get-MusterPoint).Count | Should -Be 4
        ([pscustomobject]@{ Id = $run.Id; Store = $store } | Get-MusterPoint).Count | Should -Be 4
        ($run | Select-Object Id, Store | Get-MusterPoint -First 1).Index | Should -Be 0
        (Get-MusterPoint $run | Select-Object -First 2 | Get-MusterPoint).Index | Should -Be 0, 1
    }

    It 'ends when nobody wants more' {
        (Get-MusterPoint $run | Select-Object -First 1).Index | Should -Be 0
    }

    It 'has errors with ids' {
        { Get-MusterPoint $run -Index 9 -ErrorAction Stop } | Should -Throw -ErrorId 'PointNotFound*'
        { Get-MusterPoint $run -Where nosuch=1 -ErrorAction Stop } | Should -Throw -ErrorId 'PointNotFound*'
        { Get-MusterPoint $run -Where '=' -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidArgument*'
        { Get-MusterPoint $run -Index 3-1 -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidArgument*'
        { Get-MusterPoint $run -State Nosuch } | Should -Throw -ErrorId 'CannotConvertArgument*'
    }

    It 'is shown as a table of its run' {
        $lines = Get-MusterPoint $run -Index 2 | Out-String -Width 100 -Stream | Where-Object { $_.Trim() }
        $lines[0].Trim() | Should -Be "Run: $run"
        -split $lines[1] | Should -Be Index, State, Attempts, Exit, Elapsed, Parameters
        $lines[3] | Should -Match '^ +2 Failed +1 +3 +\d+\.\d\ds lr=0.2 layers=2 param.state=x$'
    }
}

Describe 'Get-MusterJob' {
    It 'gives the jobs of a graph' {
        $jobs = Get-MusterJob $graph
        $jobs.Job | Should -Be build, test, ship
        $jobs.State | Should -Be Succeeded, Failed, Skipped
        $jobs[1].ExitCode | Should -Be 3
        $jobs[1].DependsOn | Should -Be build
        $jobs[2].Why | Should -Be "Job 'test' failed."
    }

    It 'chooses by id, state and point' {
        (Get-MusterJob $graph -Job test, build).Job | Should -Be build, test
        (Get-MusterJob $graph -State Failed).Job | Should -Be test
        (Get-MusterPoint $graph | Get-MusterJob).Count | Should -Be 3
    }

    It 'has errors with ids' {
        { Get-MusterJob $graph -Job tset -ErrorAction Stop } | Should -Throw -ErrorId 'JobNotFound*' -ExpectedMessage "*Did you mean 'test'?*"
        { Get-MusterJob $run -ErrorAction Stop } | Should -Throw -ErrorId 'JobNotFound*'
        { Get-MusterJob $graph -Index 1 -ErrorAction Stop } | Should -Throw -ErrorId 'PointNotFound*'
    }

    It 'is shown as a table' {
        $lines = Get-MusterJob $graph -Job test | Out-String -Width 100 -Stream | Where-Object { $_.Trim() }
        -split $lines[1] | Should -Be Index, Job, State, Attempt, Exit, Elapsed, Why
        $lines[3] | Should -Match '0 test +Failed +1 of 1 +3 +\d+\.\d\ds Attempt 1 of 1 was the last\.$'
    }
}

Describe 'Get-MusterWaitReason' {
    It 'explains a run, its points and its pools' {
        $why = Get-MusterWaitReason $run
        $why.State | Should -Be Error
        $why.Cause | Should -Be Failure
        $why.Waits | Should -BeFalse
        $why.Reason[0] | Should -Be 'It ended in error: 2 of 4 points succeeded, 2 failed.'
        $why.ErrorLines | Should -Be 'no 2 x'
        (Get-MusterPoint $run -State Failed | Get-MusterWaitReason).Index | Should -Be 2, 3
        (Get-MusterWaitReason $run -Pool 0).Pool | Should -Be 0
        { Get-MusterWaitReason $run -Pool 1 -ErrorAction Stop } | Should -Throw -ErrorId 'PointNotFound*'
        { Get-MusterWaitReason $run -Pool 0 -Index 1 -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidArgument*'
    }

    It 'says why a run waits, in words of cmdlets' {
        $held = Submit-MusterRun -Command 'true' -Name held -NoEngine | Suspend-MusterRun
        $why = $held | Get-MusterWaitReason
        $why.Waits | Should -BeTrue
        $why.Cause | Should -Be Hold
        "$why" | Should -BeLike "*Resume-MusterRun $held*"
        $held | Stop-MusterRun | Out-Null
    }

    It 'is shown as sentences' {
        $lines = Get-MusterWaitReason $run | Out-String -Width 200 -Stream | Where-Object { $_.Trim() }
        $lines[0] | Should -Be "Run $run (points): Error"
        $lines[1] | Should -Be '  It ended in error: 2 of 4 points succeeded, 2 failed.'
        $lines[-1] | Should -Be '    no 2 x'
    }
}
