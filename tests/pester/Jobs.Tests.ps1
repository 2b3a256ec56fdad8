# Run by tests/Module/PesterTests.cs with the module that was built: $env:MUSTER_MODULE names its manifest.
BeforeAll {
    Import-Module $env:MUSTER_MODULE -Force
    $store = Join-Path $TestDrive store
    Set-MusterContext $store | Out-Null
    . $PSScriptRoot/Engine.ps1
}

AfterAll {
    Get-Job | Where-Object PSJobTypeName -eq MusterRun | Remove-Job -Force
    Set-MusterContext | Out-Null
    Stop-EngineOf $store
}

Describe 'A job' {
    It 'is one of the session, and gives the run when it has ended' {
        $job = 1..2 | Submit-MusterRun -Command 'true $PARAM_value' -Name twice -AsJob
        (Get-Job -Id $job.Id).InstanceId | Should -Be $job.InstanceId
        $job.Name, $job.PSJobTypeName, $job.Location | Should -Be 'twice', 'MusterRun', $store
        (Wait-Job $job -Timeout 30).State | Should -Be Completed
        $job.HasMoreData | Should -BeTrue
        $run = Receive-Job $job
        $run.Name, $run.State, $run.Succeeded | Should -Be 'twice', 'Complete', 2
        $run.Id | Should -Be $job.Run[0]
        $job.HasMoreData | Should -BeFalse
        Remove-Job $job
    }

    It 'fails when its run does' {
        $job = Submit-MusterRun -Command 'false' -AsJob
        (Wait-Job $job -Timeout 30).State | Should -Be Failed
        $failed = $null
        Receive-Job $job -ErrorVariable failed -ErrorAction SilentlyContinue | Out-Null
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'RunFailed*'
    }

    It 'cancels its run when it is stopped' {
        $job = Submit-MusterRun -Command 'sleep 60' -AsJob
        Stop-Job $job
        $job.State | Should -Be Stopped
        $failed = $null
        $job.Run | Wait-MusterRun -Timeout 30s -ErrorVariable failed -ErrorAction SilentlyContinue | ForEach-Object State | Should -Be Cancelled
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'RunCancelled*'
    }

    It 'cannot be removed while it goes on, unless by force' {
        $job = Submit-MusterRun -Command 'sleep 60' -AsJob
        { Remove-Job $job -ErrorAction Stop } | Should -Throw
        (Get-MusterRun $job.Run[0]).State | Should -BeIn Ready, Locked, InProgress
        Remove-Job $job -Force
        (Get-MusterRun $job.Run[0]).State | Should -BeIn Cancelling, Cancelled
    }

    It 'waits for several runs, and their store keeps them when the session is lost' {
        $runs = pwsh -NoProfile -NonInteractive -Command {
            param($module, $store)
            Import-Module $module
            Set-MusterContext $store | Out-Null
            (1..2 | ForEach-Object { Submit-MusterRun -Command "sleep $_" } | Wait-MusterRun -AsJob).Run
        } -args $env:MUSTER_MODULE, $store
        $runs.Count | Should -Be 2
        $job = $runs | Wait-MusterRun -AsJob
        (Receive-Job $job -Wait -AutoRemoveJob).State | Should -Be Complete, Complete
    }
}
