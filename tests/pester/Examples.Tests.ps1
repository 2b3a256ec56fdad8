# Run by tests/Module/PesterTests.cs with the module that was built: $env:MUSTER_MODULE names its manifest.
BeforeDiscovery {
    $examples = Get-ChildItem (Join-Path $PSScriptRoot '../../module/Help/Examples/*.ps1') | ForEach-Object { @{ Name = $_.BaseName; Path = $_.FullName } }
}

BeforeAll {
    Import-Module $env:MUSTER_MODULE
}

Describe 'The examples of <Name>' -ForEach $examples {
    It 'run in their order in one session' {
        $session = @{ Path = $Path; Folder = (New-Item -ItemType Directory (Join-Path $TestDrive "$Name $(New-Guid)")).FullName }
        $said = & (Join-Path $PSScriptRoot 'Examples/Invoke-Examples.ps1') @session
        $said.Where{ $_.Outcome -eq 'failed' } | ForEach-Object { "$($_.Title): $($_.Text)" } | Should -BeNullOrEmpty
        $said.Where{ $_.Outcome -eq 'skipped' } | ForEach-Object { Write-Host "    skipped: $Name, '$($_.Title)' requires $($_.Requires)" }
        if (-not $said.Where{ $_.Outcome -eq 'ran' }) {
            Set-ItResult -Skipped -Because "all of them require $($said.Requires | Sort-Object -Unique)"
        }
    }
}
