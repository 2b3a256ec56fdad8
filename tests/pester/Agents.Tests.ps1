# Run by tests/Module/PesterTests.cs with the module that was built: $env:MUSTER_MODULE names its manifest.
BeforeAll {
    Import-Module $env:MUSTER_MODULE -Force
    $store = Join-Path $TestDrive store
    Set-MusterContext $store | Out-Null
    . $PSScriptRoot/Engine.ps1
}

AfterAll {
    Stop-MusterAgent -Store $store -Now -Timeout 20s -Confirm:$false -ErrorAction Ignore | Out-Null
    Set-MusterContext | Out-Null
    Stop-EngineOf $store
}

Describe 'Start- and Stop-MusterEngine' {
    It 'change nothing under -WhatIf' {
        Start-MusterEngine -WhatIf | Should -BeNullOrEmpty
        Test-Path (Join-Path $store engine.log) | Should -BeFalse
    }

    It 'start an engine that stays, and stop it' {
        $engine = Start-MusterEngine
        $engine.IsAlive, $engine.Role, $engine.Store | Should -Be $true, Staying, $store
        Get-Process -Id $engine.ProcessId | Should -Not -BeNullOrEmpty
        (Start-MusterEngine).ProcessId | Should -Be $engine.ProcessId
        $lines = $engine | Out-String -Width 120 -Stream | Where-Object { $_.Trim() }
        -split $lines[0] | Should -Be IsAlive, ProcessId, Role, Runs, Running, RunsWantingWork, StartedAt
        (Stop-MusterEngine -Timeout 20s).IsAlive | Should -BeFalse
    }

    It 'stop nothing where there is none' {
        (Stop-MusterEngine).IsAlive | Should -BeFalse
    }
}

Describe 'Start-, Get- and Stop-MusterAgent' {
    It 'change nothing under -WhatIf' {
        Start-MusterAgent -WhatIf | Should -BeNullOrEmpty
        Get-MusterAgent | Should -BeNullOrEmpty
    }

    It 'start an agent that runs points, show it, and stop it' {
        $agent = Start-MusterAgent -Slots 1 -Deadline 1h
        $agent.Slots, $agent.Health, $agent.Store | Should -Be 1, Idle, $store
        (Get-MusterAgent).Name | Should -Be $agent.Name
        (Get-MusterAgent agent-*).ProcessId | Should -Be $agent.ProcessId
        (Submit-MusterRun -Command 'true' -NoEngine | Wait-MusterRun -Timeout 60s).State | Should -Be Complete
        $lines = $agent | Out-String -Width 120 -Stream | Where-Object { $_.Trim() }
        -split $lines[0] | Should -Be Name, ProcessId, Health, Runs, Running, StartedAt
        ($agent | Stop-MusterAgent -Timeout 20s).Name | Should -Be $agent.Name
        Get-MusterAgent | Where-Object Health -NE Dead | Should -BeNullOrEmpty
    }

    It 'have errors with ids' {
        { Get-MusterAgent nosuch -ErrorAction Stop } | Should -Throw -ErrorId 'AgentNotFound*'
        { Stop-MusterAgent nosuch -ErrorAction Stop } | Should -Throw -ErrorId 'AgentNotFound*'
        { Start-MusterAgent -Deadline soon -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidArgument*'
        { Start-MusterAgent -CompletionDelay 5m -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidArgument*'
        { Start-MusterAgent nosuch -ErrorAction Stop } | Should -Throw -ErrorId 'EngineFailed*'
    }
}
