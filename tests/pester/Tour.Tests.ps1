# docs/powershell.md is typed: each command of the tour runs, in order and in one session, and gives what the tour shows.
BeforeDiscovery {
    # Commands stand after 'PS>' and go on after '>>'; what they gave follows them. What needs a deployment is left out.
    $tour = [System.Collections.Generic.List[hashtable]]::new()
    $inside = $false
    foreach ($line in Get-Content $PSScriptRoot/../../docs/powershell.md) {
        switch -Regex ($line) {
            '^```' { $inside = $_ -eq '```powershell'; break }
            { -not $inside } { break }
            '^PS> (.*)' { $tour.Add(@{ Number = $tour.Count; Command = $Matches[1]; Shown = @() }); break }
            '^>> (.*)' { $tour[-1].Command += "`n$($Matches[1])"; break }
            default { if ($tour.Count) { $tour[-1].Shown += $line } }
        }
    }
    $tour = @($tour | Where-Object Command -NotLike '*-StoreName*')
}

BeforeAll {
    Import-Module $env:MUSTER_MODULE -Force
    . $PSScriptRoot/Engine.ps1
    $store = Join-Path $TestDrive store
    Set-MusterContext $store | Out-Null
    Push-Location $TestDrive
    $told = Join-Path $TestDrive transcript.txt

    # What differs from one time to the next, and from one machine to the other, is the same for both sides.
    function Steady([string[]] $Lines) {
        @($Lines | ForEach-Object {
                $_ -creplace '\x1b\[[0-9;]*m' -creplace '\br[0-9a-hj-km-np-tv-z]{15}\b', 'RUN' -creplace '\b\d+\.\d\ds', 'TIME' -creplace '\d{4}-\d\d-\d\d \d\d:\d\d', 'DATE' -creplace '^ *(Directory:).*', '$1' `
                    -creplace '^[-rwx]{10}.* (\S+)$', '$1' -creplace ' in \S+"\.$', ' in STORE".' -creplace '\d+ (core|slot)s?', 'N $1' -creplace '\s+', ' ' -replace '^ | $' -replace '^-[- ]*-$', '---'
            } | Where-Object { $_ })
    }

    # What a command wrote: its objects as tables, then errors as people see them. What -WhatIf says goes to the transcript alone.
    function Seen([object[]] $Given) {
        $errors, $objects = $Given.Where({ $_ -is [System.Management.Automation.ErrorRecord] }, 'Split')
        ($objects | Out-String -Width 120) -split '\r?\n'
        Get-Content $told | Where-Object { $_ -like 'What if:*' }
        foreach ($one in $errors) {
            "$($one.InvocationInfo.MyCommand): $one"
            if ($one.ErrorDetails.RecommendedAction) { "Recommendation: $($one.ErrorDetails.RecommendedAction)" }
        }
    }
}

AfterAll {
    Pop-Location
    Set-MusterContext | Out-Null
    Stop-EngineOf $store
}

Describe 'The tour' {
    BeforeAll { $session = New-Module { } } # variables of one command are there for the next

    It 'has <Count> commands' -ForEach @{ Count = $tour.Count } { $Count | Should -BeGreaterThan 10 }

    It 'shows what happens: <Command>' -ForEach $tour {
        Start-Transcript $told -UseMinimalHeader | Out-Null
        try { $given = @(. $session ([scriptblock]::Create($Command)) 2>&1) } finally { Stop-Transcript | Out-Null }
        Steady (Seen $given) | Should -Be (Steady $Shown)
    }
}
