# Run by tests/Module/PesterTests.cs with the module that was built: $env:MUSTER_MODULE names its manifest.
BeforeAll {
    Import-Module $env:MUSTER_MODULE -Force
    $store = Join-Path $TestDrive store
    Set-MusterContext $store | Out-Null
    . $PSScriptRoot/Engine.ps1
}

AfterAll {
    Set-MusterContext | Out-Null
    Stop-EngineOf $store
}

Describe 'Wait-MusterRun' {
    It 'gives each run as it ends, and an error for those that failed' {
        $good = Submit-MusterRun -Command 'true' -Name good
        $bad = 1..2 | Submit-MusterRun -Command 'exit $((PARAM_value - 1))' -Name bad
        $failed = $null
        $ended = $good, $bad | Wait-MusterRun -Timeout 30s -ErrorVariable failed -ErrorAction SilentlyContinue
        $ended.Name | Sort-Object | Should -Be bad, good
        $failed.Count | Should -Be 1
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'RunFailed*'
        $failed[0].TargetObject.Name | Should -Be bad
        $failed[0].TargetObject.Failed | Should -Be 1
        "$($failed[0])" | Should -Be "Run $bad (bad) ended in error: 1 of 2 points succeeded, 1 failed. 1 of 2 points failed; none is tolerated."
    }

    It 'ends with the first of several, and tells when time is up' {
        $slow = Submit-MusterRun -Command 'sleep 60' -Name slow
        $fast = Submit-MusterRun -Command 'true' -Name fast
        ($slow, $fast | Wait-MusterRun -Any -Timeout 30s).Name | Should -Be fast
        $failed = $null
        Wait-MusterRun $slow -Timeout 0.5 -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'WaitTimedOut*'
        $failed[0].TargetObject.Id | Should -Be $slow.Id
        { Wait-MusterRun $slow -Timeout 0.5 -ErrorAction Stop } | Should -Throw -ErrorId 'WaitTimedOut*'
    }

    It 'shows rate and progress' {
        $run = 1..3 | Submit-MusterRun -Command 'sleep 0.6 # $PARAM_value' -MaxConcurrent 1
        $shell = [powershell]::Create().AddCommand('Import-Module').AddArgument($env:MUSTER_MODULE).AddStatement().AddCommand('Wait-MusterRun').AddParameter('Run', $run.Id).AddParameter('Store', $store)
        $shell.Invoke().State | Should -Be Complete
        "$($shell.Streams.Progress.StatusDescription)" | Should -Match '0/3 0%.* [12]/3 (33|66)%.* ETA '
        $shell.Streams.Progress.SecondsRemaining | Where-Object { $_ -gt 0 } | Should -Not -BeNullOrEmpty
        $shell.Streams.Progress[-1].RecordType | Should -Be Completed
    }

    It 'knows no run that is not there' {
        { Wait-MusterRun nosuch -ErrorAction Stop } | Should -Throw -ErrorId 'RunNotFound*'
    }

    It 'stops within a second, and leaves the run alone' {
        $run = Submit-MusterRun -Command 'sleep 60' -Name left
        $shell = [powershell]::Create().AddCommand('Import-Module').AddArgument($env:MUSTER_MODULE).AddStatement().AddCommand('Wait-MusterRun').AddParameter('Run', $run.Id).AddParameter('Store', $store)
        $shell.BeginInvoke() | Out-Null
        $patience = [System.Diagnostics.Stopwatch]::StartNew()
        while ($shell.Streams.Progress.Count -eq 0 -and $patience.Elapsed.TotalSeconds -lt 20) { Start-Sleep -Milliseconds 20 }
        $shell.Streams.Progress.Count | Should -BeGreaterThan 0
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $shell.Stop()
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 1
        (Get-MusterRun $run.Id).State | Should -BeIn Ready, Locked, InProgress
    }

    It 'ends by Ctrl-C within a second, and leaves the run alone' {
        $run = Submit-MusterRun -Command 'sleep 60' -Name interrupted -NoEngine
        $told = Join-Path $TestDrive told
        $child = Start-Process pwsh -PassThru -RedirectStandardOutput $told -RedirectStandardInput /dev/null -ArgumentList @(
            '-NoProfile', '-NonInteractive', '-Command', "Import-Module '$env:MUSTER_MODULE'; Get-MusterRun $run -Store '$store' | ForEach-Object Id; Wait-MusterRun $run -Store '$store'; 'not reached'")
        try {
            $patience = [System.Diagnostics.Stopwatch]::StartNew()
            while (-not ((Test-Path $told) -and (Get-Item $told).Length -gt 0) -and $patience.Elapsed.TotalSeconds -lt 30) { Start-Sleep -Milliseconds 20 }
            Start-Sleep -Milliseconds 500
            $child.HasExited | Should -BeFalse
            $pwsh = (pgrep -P $child.Id) ?? $child.Id # as a tool of .NET, pwsh is a child of itself; a terminal would signal both
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            /bin/kill -INT $pwsh
            $child.WaitForExit(10000) | Should -BeTrue
            $watch.Elapsed.TotalSeconds | Should -BeLessThan 1
        }
        finally { (pgrep -P $child.Id), $child.Id | Where-Object { $_ } | ForEach-Object { /bin/kill -KILL $_ 2>$null } }
        Get-Content $told | Should -Not -Contain 'not reached'
        (Get-MusterRun $run.Id).State | Should -BeIn Ready, Locked, InProgress
    }
}
