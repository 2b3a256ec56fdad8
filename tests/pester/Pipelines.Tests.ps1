# Run by tests/Module/PesterTests.cs with the module that was built: $env:MUSTER_MODULE names its manifest.
BeforeDiscovery {
    Import-Module $env:MUSTER_MODULE
    $submits = [bool](Get-Command Submit-MusterRun -ErrorAction Ignore)
}

BeforeAll {
    Import-Module $env:MUSTER_MODULE
    $sweepScript = Join-Path $PSScriptRoot '../../examples/pipelines/run-sweep.ps1'
    $oldBuild = $env:GITHUB_RUN_ID, $env:CI_PIPELINE_ID, $env:BUILD_BUILDID
    $env:GITHUB_RUN_ID = $env:CI_PIPELINE_ID = $env:BUILD_BUILDID = $null
    function Invoke-Sweep {
        $null = & $sweepScript @args 6> (Join-Path $TestDrive 'said.txt')
        $LASTEXITCODE
    }
}

AfterAll {
    $env:GITHUB_RUN_ID, $env:CI_PIPELINE_ID, $env:BUILD_BUILDID = $oldBuild
}

Describe 'The pipeline''s script, on cmdlets that answer as they are told' {
    BeforeAll {
        class PipelinePoint {
            [long] $Index; [string] $State; [string] $End; [object] $ExitCode; [string] $Note; [int] $Attempts = 1; [object] $Elapsed
        }

        function New-Point([hashtable] $values, [hashtable] $parameters) {
            $point = [PipelinePoint] $values
            foreach ($name in $parameters.Keys) { $point | Add-Member NoteProperty $name $parameters[$name] }
            $point
        }

        $points = @(
            New-Point @{ Index = 0; State = 'Succeeded'; Elapsed = [timespan]'00:00:01.5' } @{ x = 1 }
            New-Point @{ Index = 1; State = 'Failed'; End = 'Exited'; ExitCode = 3; Attempts = 2; Elapsed = [timespan]'00:00:02' } @{ x = '<&"' }
            New-Point @{ Index = 2; State = 'Pending' } @{ x = 3 }
        )
        $global:answers = @{ Run = [pscustomobject]@{ Id = 'r1'; Name = 'train'; State = 'Error'; Points = 3; Succeeded = 1; Failed = 1; Store = 'here'; CreatedAt = [datetime]::new(2026, 3, 1, 12, 0, 0, [DateTimeKind]::Utc) }; Points = $points }
        function global:Submit-MusterRun { $global:answers.Submitted = $args -join ' '; $global:answers.Run }
        function global:Wait-MusterRun { [CmdletBinding()] param([Parameter(ValueFromPipeline)] $Run, $Timeout) process { if ($global:answers.Wait) { Write-Error 'It goes on.' -ErrorId $global:answers.Wait } } }
        function global:Get-MusterRun { $global:answers.Run }
        function global:Get-MusterPoint { $global:answers.Points }
        function global:Get-MusterLog { [CmdletBinding()] param([Parameter(ValueFromPipeline)] $Run, $Index, $Tail, [switch] $ErrorStream) "point $Index$($ErrorStream ? ' failed' : ' wrote'): <`e[31mred>" }
    }

    AfterAll {
        'Submit-MusterRun', 'Wait-MusterRun', 'Get-MusterRun', 'Get-MusterPoint', 'Get-MusterLog' | ForEach-Object { Remove-Item "function:$_" }
        Remove-Variable answers -Scope Global
    }

    It 'writes each point as a test, with what failed ones wrote' {
        Invoke-Sweep sweep.yaml -JUnit "$TestDrive/junit.xml" | Should -Be 1
        $suite = ([xml](Get-Content -Raw "$TestDrive/junit.xml")).testsuite
        $suite.name, $suite.tests, $suite.failures, $suite.skipped, $suite.time, $suite.timestamp | Should -Be 'train', '3', '1', '1', '3.500', '2026-03-01T12:00:00'
        $suite.testcase.name | Should -Be '0 x=1', '1 x=<&"', '2 x=3'
        $suite.testcase[0].time | Should -Be '1.500'
        $suite.testcase[1].failure.message | Should -Be 'It ended with exit code 3 after 2 attempts.'
        $suite.testcase[1].failure.InnerText | Should -Be "point 1 wrote: <?[31mred>`npoint 1 failed: <?[31mred>"
        $suite.testcase[2].skipped.message | Should -Be 'Pending'
    }

    It 'ends with <Code> where the run is <State> and the wait said <Wait>' -ForEach @(
        @{ State = 'Complete'; Wait = $null; Code = 0 }
        @{ State = 'Error'; Wait = 'RunFailed'; Code = 1 }
        @{ State = 'Cancelled'; Wait = 'RunCancelled'; Code = 1 }
        @{ State = 'InProgress'; Wait = 'WaitTimedOut'; Code = 124 }
        @{ State = 'InProgress'; Wait = 'StoreUnavailable'; Code = 3 }
    ) {
        $global:answers.Run.State = $State
        $global:answers.Wait = $Wait
        Invoke-Sweep sweep.yaml -JUnit "$TestDrive/junit.xml" | Should -Be $Code
    }

    It 'names the run by the build, so that a repeated step finds it' {
        $env:CI_PIPELINE_ID = '77'
        $null = Invoke-Sweep some/sweep.yaml -StoreName team -Region eu-west-1 -JUnit "$TestDrive/junit.xml"
        $global:answers.Submitted | Should -Match 'some/sweep\.yaml'
        $global:answers.Submitted | Should -Match 'ClientToken:? ci-77-sweep\.yaml'
        $env:CI_PIPELINE_ID = $null
    }
}

Describe 'The pipeline''s script on this machine' -Skip:(-not $submits) {
    BeforeAll {
        $store = Join-Path $TestDrive 'store'
        "name: build`ncommand: 'echo `"`$PARAM_x`"; exit `$((PARAM_x == 2))'`ngrid: { x: [1, 2, 3] }" | Set-Content "$TestDrive/sweep.yaml"
        "name: build`ncommand: 'exit 0'`ngrid: { x: [1, 2] }" | Set-Content "$TestDrive/good.yaml"
    }

    AfterAll {
        Stop-MusterEngine -Store $store -Confirm:$false -ErrorAction Ignore
    }

    It 'fails the build when a point fails, and says which' {
        Invoke-Sweep "$TestDrive/sweep.yaml" -Store $store -Timeout 60s -JUnit "$TestDrive/junit.xml" | Should -Be 1
        $suite = ([xml](Get-Content -Raw "$TestDrive/junit.xml")).testsuite
        $suite.testcase.Where{ $_.failure }.name | Should -Be '1 x=2'
        $suite.testcase[1].failure.InnerText.Trim() | Should -Be '2'
    }

    It 'passes the build when the run is complete' {
        Invoke-Sweep "$TestDrive/good.yaml" -Store $store -Timeout 60s -JUnit "$TestDrive/junit.xml" | Should -Be 0
    }

    It 'refuses a file that is no spec' {
        'nonsense: 1' | Set-Content "$TestDrive/bad.yaml"
        Invoke-Sweep "$TestDrive/bad.yaml" -Store $store -JUnit "$TestDrive/none.xml" 2> $null | Should -Be 64
    }
}
