# Run by tests/Module/PesterTests.cs with the module that was built: $env:MUSTER_MODULE names its manifest.
BeforeAll {
    Import-Module $env:MUSTER_MODULE -Force
    $store = Join-Path $TestDrive store
    Set-MusterContext $store | Out-Null
    . $PSScriptRoot/Engine.ps1

    # What -WhatIf says goes to the host alone, which writes it to a transcript.
    function WhatIf([scriptblock] $Script) {
        $told = Join-Path $TestDrive transcript.txt
        Start-Transcript $told -UseMinimalHeader | Out-Null
        try { & $Script | Out-Null } finally { Stop-Transcript | Out-Null }
        @(Get-Content $told | Where-Object { $_ -like 'What if:*' })
    }
}

AfterAll {
    Set-MusterContext | Out-Null
    Stop-EngineOf $store
}

Describe 'Stop-MusterRun' {
    It 'cancels a run that has not started, and gives it' {
        $run = 1..4 | Submit-MusterRun -Command 'sleep 60 # $PARAM_value' -Name stopped -NoEngine
        $stopped = $run | Stop-MusterRun
        $stopped.State | Should -Be Cancelled
        $stopped.Id | Should -Be $run.Id
        $stopped.Points | Should -Be 4
    }

    It 'says in numbers what it would cancel, and cancels nothing' {
        $run = 1..4 | Submit-MusterRun -Command 'sleep 60 # $PARAM_value' -Name kept -NoEngine
        WhatIf { Stop-MusterRun $run -WhatIf; Stop-MusterRun $run -Index 0,2-3 -WhatIf } | Should -Be @(
            "What if: Performing the operation `"Cancel 4 waiting points`" on target `"run $run (kept)`"."
            "What if: Performing the operation `"Cancel 3 waiting points of 0,2-3`" on target `"run $run (kept)`"."
        )
        (Get-MusterRun $run).State | Should -Be Ready
        Stop-MusterRun $run | Out-Null
    }

    It 'cancels some points alone' {
        $run = 1..4 | Submit-MusterRun -Command 'true # $PARAM_value' -Name partly -NoEngine
        Stop-MusterRun $run -Index 1, '2-3' | Out-Null
        $ended = Wait-MusterRun $run -ErrorAction SilentlyContinue
        $ended.Succeeded | Should -Be 1
        (Get-MusterPoint $run -State Cancelled).Index | Should -Be 1, 2, 3
    }

    It 'leaves a run alone that has ended, and an error about one run keeps no other' {
        $run = Submit-MusterRun -Command 'true' -Name done -Wait
        (Stop-MusterRun $run).State | Should -Be Complete
        $errors = $null
        ('nosuch', $run.Id | Stop-MusterRun -ErrorVariable errors -ErrorAction SilentlyContinue).Id | Should -Be $run.Id
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'RunNotFound*'
        { Stop-MusterRun $run -Index x -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidArgument*'
    }
}

Describe 'Restart-MusterRun' {
    It 'binds runs by property, and runs again what failed' {
        $run = 1..3 | Submit-MusterRun -Command 'test -e again$PARAM_value || { test $PARAM_value = 1; }' -Name again -Wait -ErrorAction SilentlyContinue
        $run.Failed | Should -Be 2
        WhatIf { Get-MusterRun again -State Error | Restart-MusterRun -WhatIf } | Should -Be "What if: Performing the operation `"Run 2 of 3 points again, in round 2`" on target `"run $run (again)`"."
        $errors = $null
        $ended = Get-MusterRun again -State Error | Restart-MusterRun -Wait -ErrorVariable errors -ErrorAction SilentlyContinue
        $ended.Failed | Should -Be 2
        $errors.FullyQualifiedErrorId | Should -BeLike 'RunFailed*'
        (Get-MusterPoint $run | ForEach-Object Round) | Should -Be 1, 2, 2
    }

    It 'refuses what it cannot do, with an id of its own' {
        $run = Submit-MusterRun -Command 'true' -Name good -Wait
        { Restart-MusterRun $run -ErrorAction Stop } | Should -Throw -ErrorId 'RunStateRefused*'
        { Restart-MusterRun $run -All -FailedOnly -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidArgument*'
        { Restart-MusterRun $run -Index 9 -ErrorAction Stop } | Should -Throw -ErrorId 'PointNotFound*'
        (Restart-MusterRun $run -All -Wait).State | Should -Be Complete
    }
}

Describe 'Suspend-, Resume- and Set-MusterRun' {
    It 'hold a run, change it, and let it go on' {
        $run = 1..2 | Submit-MusterRun -Command 'true # $PARAM_value' -Name held -NoEngine
        ($run | Suspend-MusterRun).State | Should -Be Held
        (Get-MusterRun $run).Reason | Should -BeLike "*Resume-MusterRun $run"
        WhatIf { Resume-MusterRun $run -WhatIf; Set-MusterRun $run -Priority Urgent -MaxConcurrent 1 -WhatIf } | Should -Be @(
            "What if: Performing the operation `"Let 2 points go on`" on target `"run $run (held)`"."
            "What if: Performing the operation `"Set the priority to Urgent (now Normal), and at most 1 point at once (now no limit of points at once)`" on target `"run $run (held)`"."
        )
        (Set-MusterRun $run -Priority Urgent -MaxConcurrent 1).Priority | Should -Be Urgent
        (Set-MusterRun $run -NoMaxConcurrent).State | Should -Be Held
        $run | Resume-MusterRun | Wait-MusterRun | ForEach-Object State | Should -Be Complete
    }

    It 'need something to change' {
        $run = Submit-MusterRun -Command 'true' -Wait
        { Set-MusterRun $run -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidArgument*'
        { Set-MusterRun $run -MaxConcurrent 0 } | Should -Throw -ErrorId 'ParameterArgumentValidationError*'
    }
}

Describe 'Remove-MusterRun' {
    It 'says how much it would delete, deletes, and gives nothing' {
        $run = 1..3 | Submit-MusterRun -Command 'echo $PARAM_value' -Name gone -Wait
        WhatIf { Remove-MusterRun $run -WhatIf } | Should -BeLike "What if: Performing the operation `"Delete 3 points, * file* of * B`" on target `"run $run (gone)`"."
        Get-MusterRun gone | Should -Not -BeNullOrEmpty
        $run | Remove-MusterRun -Confirm:$false | Should -BeNullOrEmpty
        { Get-MusterRun $run -ErrorAction Stop } | Should -Throw -ErrorId 'RunNotFound*'
    }

    It 'asks, since it destroys' {
        $run = Submit-MusterRun -Command 'true' -Name asked -Wait
        { Remove-MusterRun $run -ErrorAction Stop } | Should -Throw # nobody can be asked here
        Get-MusterRun asked | Should -Not -BeNullOrEmpty
    }

    It 'refuses a run that goes on, and deletes the others of a pattern' {
        $going = Submit-MusterRun -Command 'sleep 60' -Name pattern-1 -NoEngine
        $ended = Submit-MusterRun -Command 'true' -Name pattern-2 -NoEngine | Stop-MusterRun
        $errors = $null
        Remove-MusterRun pattern-* -Confirm:$false -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors.FullyQualifiedErrorId | Should -BeLike 'RunStateRefused*'
        "$errors" | Should -BeLike "*Stop-MusterRun $going"
        (Get-MusterRun pattern-*).Id | Should -Be $going.Id
        $going | Stop-MusterRun | Wait-MusterRun -ErrorAction SilentlyContinue | Remove-MusterRun -Confirm:$false
        Get-MusterRun pattern-* | Should -BeNullOrEmpty
    }
}
