# Run by tests/Module/PesterTests.cs with the module that was built: $env:MUSTER_MODULE names its manifest.
BeforeAll {
    Import-Module $env:MUSTER_MODULE -Force
    Push-Location $TestDrive
    $store = Join-Path $TestDrive store
    Set-MusterContext $store | Out-Null
    . $PSScriptRoot/Engine.ps1
    $env:OUT = $out = (New-Item -ItemType Directory (Join-Path $TestDrive out)).FullName # before an engine starts
}

AfterAll {
    Set-MusterContext | Out-Null
    $env:OUT = ''
    Stop-EngineOf $store
    Pop-Location
}

Describe 'Submit-MusterRun without submitting' {
    It 'says under -WhatIf in numbers what would happen, and makes no store' {
        $said = pwsh -NoProfile -NonInteractive -Command {
            param($module, $store)
            Import-Module $module
            $env:MUSTER_USD_PER_HOUR = '0.25'
            1..7 | Submit-MusterRun -Command 'true $PARAM_value' -Store $store -Setting @{ budget = 3; max_concurrent = 1 } -WhatIf
        } -args $env:MUSTER_MODULE, $store
        $said[0] | Should -Be "What if: Performing the operation `"Submit 7 points, in at most 1 slot of this machine, for at most USD 3, at USD 0.25 an hour`" on target `"sweep in $store`"."
        Test-Path $store | Should -BeFalse
    }

    It 'gives under -DryRun what would be submitted' {
        $plan = 1..7 | Submit-MusterRun -Command 'true $PARAM_value' -DryRun
        $plan.Points, $plan.Attempts, $plan.Work | Should -Be 7, 1, 'true $PARAM_value'
        $plan.FirstPoints | Should -Be 'value=1', 'value=2', 'value=3', 'value=4', 'value=5'
        $plan | Out-String | Should -Match 'AtOnce\s+: [12]'
        Test-Path $store | Should -BeFalse
    }

    It 'warns of a command that uses no parameter' {
        $warnings = $null
        1..2 | Submit-MusterRun -Command "true $PARAM_value" -DryRun -WarningVariable warnings -WarningAction SilentlyContinue | Out-Null
        "$warnings" | Should -Be "The command uses none of the parameters value, so it does the same for each point: true . In double quotes PowerShell puts in its own variables, which are empty. Write it in single quotes: '... `$PARAM_value'"
    }

    It 'picks properties, and refuses objects that are no points' {
        (Get-Item . | Submit-MusterRun -Command 'echo $PARAM_Name' -Property Name -DryRun).FirstPoints | Should -Be "Name=$(Split-Path -Leaf $TestDrive)"
        (Get-Process -Id $PID | Submit-MusterRun -Command 'echo $PARAM_Name' -Property Name -DryRun).FirstPoints | Should -Be "Name=$((Get-Process -Id $PID).Name)"
        (Get-Item $PSCommandPath | Submit-MusterRun -Command 'echo $PARAM_BaseName' -Property BaseName -DryRun).FirstPoints | Should -Be 'BaseName=Submit.Tests'
        { Get-Process -Id $PID | Submit-MusterRun -Command 'true $PARAM_Id' -DryRun } | Should -Throw 'A System.Diagnostics.Process is no point by itself.*' -ErrorId 'InvalidArgument*'
        { 1 | ForEach-Object { @{ x = $_ } } | Submit-MusterRun -Command 'true $PARAM_y' -Property y -DryRun } | Should -Throw "Point 0 has no property 'y', which -Property names. It has x." -ErrorId 'InvalidArgument*'
    }

    It 'refuses a time to wait where nothing waits, before anything is submitted' {
        { Submit-MusterRun -Command 'true' -Timeout 5 } | Should -Throw "-Timeout says how long to wait, but nothing waits. Give -Wait or -AsJob*" -ErrorId 'InvalidArgument*'
        Test-Path $store | Should -BeFalse
    }

    It 'names a wrong point by its number' {
        $failed = $null
        @{ x = 1 }, @{ x = "a`0b" } | Submit-MusterRun -Command 'echo $PARAM_x' -DryRun -ErrorVariable failed -ErrorAction SilentlyContinue | Out-Null
        "$failed" | Should -BeLike "the points cannot be submitted: point 1: The value of 'x' holds the character NUL*"
        $failed.FullyQualifiedErrorId | Should -BeLike 'InvalidSpec*'
    }

    It 'goes on with the next file after one that is refused' {
        Set-Content a.yaml 'comand: x'
        Set-Content b.yaml "command: 'true'`nparams: [{}]"
        $failed = $null
        (Submit-MusterRun ?.yaml -DryRun -ErrorVariable failed -ErrorAction SilentlyContinue).Name | Should -Be b
        $failed.FullyQualifiedErrorId | Should -BeLike 'InvalidSpec*'
        $failed.TargetObject.Suggestion | Should -Contain command
    }

    It 'fills a template' {
        (Submit-MusterRun -Template ml-pipeline -Variable @{ INPUT = 'data.csv' } -DryRun).Kind | Should -Be Queue
        { Submit-MusterRun -Template nosuch -DryRun } | Should -Throw "There is no template 'nosuch'.*" -ErrorId 'InvalidArgument*'
    }

    It 'refuses in a script block what cannot travel: <because>' -ForEach @(
        @{ because = 'a function of the session'; block = { OfThisSession }; says = "The script block calls the function 'OfThisSession'*" }
        @{ because = 'a variable that there is not'; block = { $using:nosuch }; says = 'The script block uses $using:nosuch, but this session has no variable*' }
        @{ because = 'a live object'; block = { $using:live.Id }; says = '$using:live is of the type System.Diagnostics.Process, which cannot travel*' }
        @{ because = 'a live object in a list'; block = { $using:lives }; says = '$using:lives`[1`] is of the type System.Diagnostics.Process, which cannot travel*' }
        @{ because = 'a secret'; block = { $using:secret }; says = '$using:secret is a secret (SecureString)*' }
        @{ because = 'a drive'; block = { $using:env:HOME }; says = 'The script block has $using:env:HOME, but only variables*' }
        @{ because = 'too much'; block = { $using:much }; says = '*but at most 131000 travel*' }
    ) {
        function OfThisSession { }
        $live = Get-Process -Id $PID
        $lives = 1, $live
        $secret = ConvertTo-SecureString x -AsPlainText -Force
        $much = [Convert]::ToBase64String([System.Security.Cryptography.RandomNumberGenerator]::GetBytes(150000))
        { 1 | Submit-MusterRun -ScriptBlock $block -DryRun -WarningAction SilentlyContinue } | Should -Throw $says -ErrorId 'ScriptBlockRefused*'
    }

    It 'warns of variables that stay behind' {
        $left = 5
        $warnings = $null
        1 | Submit-MusterRun -ScriptBlock { param($value) $own = 1; "$value $left $own $using:left" } -DryRun -WarningVariable warnings -WarningAction SilentlyContinue | Out-Null
        "$warnings" | Should -Be 'The script block uses $left, which is a variable of this session and is empty where the block runs. To take its value along write $using:left'
    }
}

Describe 'Submit-MusterRun' {
    It 'submits, leaves an engine behind and gives the run at once' {
        $run = 1..3 | ForEach-Object { [pscustomobject]@{ x = $_; name = "n$_" } } | Submit-MusterRun -Command 'echo "$PARAM_x $PARAM_name" > "$OUT/three$PARAM_x"' -Name three
        $run.Name, $run.Points, $run.Store | Should -Be 'three', 3, $store
        $run | Should -BeOfType ([Muster.PowerShell.Views.MusterRun])
        ($run | Wait-MusterRun -Timeout 30s).State | Should -Be Complete
        Get-Content (Join-Path $out three3) | Should -Be '3 n3'
    }

    It 'runs a script block in PowerShell, with values as they were' {
        $factor = 10
        $map = @{ list = 1, 2; when = [datetime]'2026-01-02' }
        $run = 1..2 | ForEach-Object { [pscustomobject]@{ x = $_; name = "0$_" } } | Submit-MusterRun -ScriptBlock {
            param($x, $name)
            Set-Content "$using:out/block$x" "$($x * $using:factor) $name $($using:map.list.Count) $(($using:map).when.Year) $($_.x + 1) $($PSVersionTable.PSVersion.Major)"
            if ($x -eq 2) { Get-Item /nonexistent; Set-Content "$using:out/block$x" 'not reached' }
        } -Wait -Timeout 60s -ErrorVariable failed -ErrorAction SilentlyContinue
        $run.Succeeded, $run.Failed | Should -Be 1, 1
        $failed.FullyQualifiedErrorId | Should -BeLike 'RunFailed*'
        $failed.TargetObject.Id | Should -Be $run.Id
        Get-Content (Join-Path $out block1), (Join-Path $out block2) | Should -Be '10 01 2 2026 2 7', '20 02 2 2026 3 7'
    }

    It 'gives the same run for the same token, and refuses another spec under it' {
        $first = Submit-MusterRun -Command 'true' -ClientToken once
        (Submit-MusterRun -Command 'true' -ClientToken once).Id | Should -Be $first.Id
        { Submit-MusterRun -Command 'false' -ClientToken once -ErrorAction Stop } | Should -Throw "Client token 'once' belongs to run *" -ErrorId 'InvalidArgument*'
    }

    It 'starts after another, with the priority that it is given, and without an engine' {
        $first = Submit-MusterRun -Command 'true' -NoEngine
        $next = Submit-MusterRun -Command 'true' -After $first, "any:$first" -Priority Low -NoEngine
        $next.Priority | Should -Be Low
        { Submit-MusterRun -Command 'true' -After nosuch -NoEngine -ErrorAction Stop } | Should -Throw -ErrorId 'RunNotFound*'
    }

    It 'submits files and specs from the pipeline' {
        Set-Content f.yaml "command: 'true'`ngrid: { x: [1, 2] }"
        (Get-Item f.yaml | Submit-MusterRun -NoEngine).Points | Should -Be 2
        (New-MusterSweepSpec 'true' -Grid @{ x = 1..4 } -Name made | Submit-MusterRun -NoEngine -MaxConcurrent 1).Name | Should -Be made
    }

    It 'refuses to wait for what could never start' {
        { Submit-MusterRun -Command 'true' -Setting @{ resources = @{ cpus = 4096 } } -Wait } | Should -Throw '*Correct what a point takes, or leave out -Wait to submit it all the same.' -ErrorId 'InvalidArgument*'
    }
}
