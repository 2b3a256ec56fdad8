# Run by tests/Module/PesterTests.cs with the module that was built: $env:MUSTER_MODULE names its manifest.
BeforeAll {
    Import-Module $env:MUSTER_MODULE -Force
    $store = Join-Path $TestDrive store
    Set-MusterContext $store | Out-Null
    . $PSScriptRoot/Engine.ps1
    $run = 3, 1, 2 | ForEach-Object { [pscustomobject]@{ level = $_; tool = "t$_" } } |
        Submit-MusterRun -Command 'test $PARAM_level != 2 || exit 4; echo "{\"ratio\": $PARAM_level.5, \"state\": \"fine\", \"LEVEL\": 7}" > $MUSTER_RESULT_FILE' -Name results -Wait -ErrorAction SilentlyContinue
    Set-Content (Join-Path $TestDrive graph.yaml) @'
queue_name: graph
jobs:
  - job_id: build
    command: mkdir out; echo made > out/file
    result_paths: [out/*]
'@
    $graph = Submit-MusterRun (Join-Path $TestDrive graph.yaml) -Wait
}

AfterAll {
    Set-MusterContext | Out-Null
    Stop-EngineOf $store
}

Describe 'Get-MusterResult' {
    It 'gives an object per point that is sorted, grouped and exported as it is' {
        $results = Get-MusterResult $run
        ($results | Sort-Object ratio -Descending | Select-Object -First 1).tool | Should -Be t3
        ($results | Group-Object State | Sort-Object Name | ForEach-Object Count) | Should -Be 1, 2
        $results[0].ratio | Should -BeOfType double
        $results[0].level | Should -BeOfType long
        $results[0].Elapsed | Should -BeOfType timespan
        $csv = $results | ConvertTo-Csv | ConvertFrom-Csv
        $csv[0].ratio, $csv[0].level, $csv[0].tool, $csv[2].ExitCode | Should -Be 3.5, 3, t3, 4
    }

    It 'has the same properties for all, and tells apart what is called the same' {
        $results = Get-MusterResult $run
        $results | ForEach-Object { $_.PSObject.Properties.Name -join ' ' } | Select-Object -Unique |
            Should -Be 'Index level tool ratio metric.state metric.LEVEL State ExitCode Signal Attempts StartedAt EndedAt Elapsed CpuTime PeakMemoryBytes Run Store'
        $results[0].'metric.state' | Should -Be fine
        $results[2].'metric.LEVEL' | Should -BeNullOrEmpty
    }

    It 'finds the best' {
        (Get-MusterResult $run -Metric ratio -Best Min).level | Should -Be 1, 3
        (Get-MusterResult $run -Metric ratio -Best Max -First 1).level | Should -Be 3
        { Get-MusterResult $run -Metric ration -Best Max -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidArgument*' -ExpectedMessage "*Did you mean 'ratio'?"
    }

    It 'chooses points, and goes on to other cmdlets' {
        (Get-MusterResult $run -State Succeeded -Where 'level>=2').tool | Should -Be t3
        (Get-MusterResult $run | Where-Object State -EQ Failed | Get-MusterPoint).Index | Should -Be 2
    }

    It 'lists and copies files of jobs' {
        $file = Get-MusterResult $graph -Job build
        $file.Path, $file.Length, $file.Job | Should -Be 'out/file', 5, build
        $copy = Get-MusterResult $graph -Job build -Destination (Join-Path $TestDrive copies)
        $copy | Should -BeOfType System.IO.FileInfo
        Get-Content $copy | Should -Be made
        (Get-MusterJob $graph | Get-MusterResult).Sha256 | Should -Be $file.Sha256
        { Get-MusterResult $graph -Job nosuch -ErrorAction Stop } | Should -Throw -ErrorId 'JobNotFound*'
        Get-MusterResult $run -File -WarningVariable warned -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        "$warned" | Should -BeLike '*names no result files*'
    }

    It 'is shown as a table with parameters and metrics' {
        $lines = Get-MusterResult $run -Index 0 | Out-String -Width 120 -Stream | Where-Object { $_.Trim() }
        -split $lines[1] | Should -Be Index, State, Elapsed, Parameters, Metrics
        $lines[3] | Should -Match '0 Succeeded +\d+\.\d\ds level=3 tool=t3 +ratio=3.5 metric.state=fine metric.LEVEL=7$'
    }
}

Describe 'New-MusterReport' {
    It 'writes a page, and gives the file' {
        $file = New-MusterReport $run -Path (Join-Path $TestDrive page.html)
        $file | Should -BeOfType System.IO.FileInfo
        Get-Content $file -Raw | Should -BeLike '*<html*results*'
        (New-MusterReport $run -Path $TestDrive).Name | Should -Be "results-$run.html"
        ($file | Get-Member PSPath) | Should -Not -BeNullOrEmpty -Because 'tables of files show what Get-Item adds'
    }

    It 'writes nothing under -WhatIf' {
        New-MusterReport $run -Path (Join-Path $TestDrive not.html) -WhatIf | Should -BeNullOrEmpty
        Test-Path (Join-Path $TestDrive not.html) | Should -BeFalse
    }

    It 'has errors with ids' {
        { New-MusterReport $run -Path (Join-Path $TestDrive no such.html) -ErrorAction Stop } | Should -Throw
        { New-MusterReport nosuch -ErrorAction Stop } | Should -Throw -ErrorId 'RunNotFound*'
    }
}

Describe 'Get-MusterAccounting' {
    It 'gives what each attempt has taken, as numbers' {
        $attempts = Get-MusterAccounting $run
        $attempts.Index | Should -Be 0, 1, 2
        $attempts[2].ExitCode | Should -Be 4
        $attempts[0].Elapsed | Should -BeOfType timespan
        ($attempts | Measure-Object { $_.Elapsed.TotalSeconds } -Sum).Sum | Should -BeGreaterThan 0
    }

    It 'gives the totals' {
        $total = $run | Get-MusterAccounting -Total
        $total.Points, $total.Attempts | Should -Be 3, 3
        $total.SpentUsd | Should -BeOfType decimal
        (Get-MusterAccounting $run -Total -State Failed).Attempts | Should -Be 1
    }

    It 'is shown as a table' {
        $lines = Get-MusterAccounting $run -Index 2 | Out-String -Width 100 -Stream | Where-Object { $_.Trim() }
        -split $lines[1] | Should -Be Index, Attempt, End, Wait, Elapsed, CpuTime, Efficiency, Memory
    }
}
