# Run by tests/Module/PesterTests.cs with the module that was built: $env:MUSTER_MODULE names its manifest.
BeforeAll {
    Import-Module $env:MUSTER_MODULE -Force
    $store = Join-Path $TestDrive store
    Set-MusterContext $store | Out-Null
    . $PSScriptRoot/Engine.ps1
    $run = 1..3 | Submit-MusterRun -Command 'printf "one $PARAM_value\ntwo $PARAM_value\nlast"; echo "error $PARAM_value" >&2; test $PARAM_value != 2' -Name logs -Wait -ErrorAction SilentlyContinue
    Set-Content (Join-Path $TestDrive graph.yaml) @'
queue_name: graph
jobs:
  - job_id: build
    command: echo building
  - job_id: test
    command: echo testing; echo slow >&2
    depends_on: [build]
'@
    $graph = Submit-MusterRun (Join-Path $TestDrive graph.yaml) -Wait
}

AfterAll {
    Set-MusterContext | Out-Null
    Stop-EngineOf $store
}

Describe 'Get-MusterLog' {
    It 'gives lines with what they are of, and is its lines as text' {
        $lines = Get-MusterLog $run 0
        "$lines" | Should -Be 'one 1 two 1 last'
        $lines.Text | Should -Be 'one 1', 'two 1', 'last'
        $lines[0].Index, $lines[0].Attempt, $lines[0].Stream, $lines[0].Run | Should -Be 0, 1, Output, $run.Id
        ($lines | Out-String -Stream | Where-Object { $_ }) | Should -Be 'one 1', 'two 1', 'last'
    }

    It 'means the first point that failed where none is named' {
        (Get-MusterLog $run -ErrorStream).Text | Should -Be 'error 2'
    }

    It 'reads several points one after the other' {
        (Get-MusterLog $run -Index '0-2' -Tail 1).Index | Should -Be 0, 1, 2
        (Get-MusterPoint $run -State Succeeded | Get-MusterLog -ErrorStream).Text | Should -Be 'error 1', 'error 3'
        (Get-MusterLog $run -Where value=3 -Tail 2).Text | Should -Be 'two 3', last
        (Get-MusterLog $run -State Failed).Index | Select-Object -Unique | Should -Be 1
    }

    It 'reads jobs, and takes them from the pipeline' {
        $lines = Get-MusterLog $graph
        $lines.Job | Should -Be build, test
        $lines.Text | Should -Be building, testing
        (Get-MusterJob $graph -Job test | Get-MusterLog -ErrorStream).Text | Should -Be slow
    }

    It 'reads attempts, and those of some time alone' {
        (Get-MusterLog $run 0 -Attempt All).Attempt | Select-Object -Unique | Should -Be 1
        (Get-MusterLog $run 0 -Attempt 1 -Since 1h).Count | Should -Be 3
        Get-MusterLog $run 0 -Since (Get-Date).AddHours(1) | Should -BeNullOrEmpty
        (Get-MusterLog $run 0 -Since ([timespan]'0:10')).Count | Should -Be 3
    }

    It 'has errors with ids' {
        { Get-MusterLog $run 0 -Attempt 2 -ErrorAction Stop } | Should -Throw -ErrorId 'NotAvailable*'
        { Get-MusterLog $run 0 -Attempt x -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidArgument*'
        { Get-MusterLog $run 9 -ErrorAction Stop } | Should -Throw -ErrorId 'PointNotFound*'
        { Get-MusterLog $graph -Job nosuch -ErrorAction Stop } | Should -Throw -ErrorId 'JobNotFound*'
        { Get-MusterLog $run 0 -Since never -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidArgument*'
        { Get-MusterLog $run -Follow -State Failed -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidArgument*'
    }

    It 'follows until the run has ended' {
        $slow = Submit-MusterRun -Command 'echo first; sleep 1; echo second' -Name slow
        (Get-MusterLog $slow -Follow).Text | Should -Be first, second
    }

    It 'stops following within a second, and leaves the run alone' {
        $long = Submit-MusterRun -Command 'echo first; sleep 60' -Name long
        $seen = [System.Collections.Concurrent.ConcurrentQueue[string]]::new()
        $shell = [powershell]::Create().AddScript({ param($module, $run, $store, $seen) Import-Module $module; Get-MusterLog $run -Store $store -Follow | ForEach-Object { $seen.Enqueue("$_") } }).AddParameters(@{ module = $env:MUSTER_MODULE; run = $long.Id; store = $store; seen = $seen })
        $null = $shell.BeginInvoke()
        $patience = [System.Diagnostics.Stopwatch]::StartNew()
        while ($seen.IsEmpty -and $patience.Elapsed.TotalSeconds -lt 30) { Start-Sleep -Milliseconds 20 }
        "$seen" | Should -Be first
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $shell.Stop()
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 1
        (Get-MusterRun $long).State | Should -Be InProgress
        $long | Stop-MusterRun | Out-Null
    }
}
