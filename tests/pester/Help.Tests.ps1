# Run by tests/Module/PesterTests.cs with the module that was built: $env:MUSTER_MODULE names its manifest.
BeforeDiscovery {
    Import-Module $env:MUSTER_MODULE
    $cmdlets = (Get-Command -Module Muster).Name
    $topics = Get-ChildItem (Join-Path (Split-Path $env:MUSTER_MODULE) 'en-US/about_*.help.txt') | ForEach-Object { $_.Name -replace '\.help\.txt$' }
}

BeforeAll {
    Import-Module $env:MUSTER_MODULE
}

Describe 'Help of <_>' -ForEach $cmdlets {
    It 'says what it does, what its parameters mean, and shows two examples or more' {
        $help = Get-Help $_ -Full
        $help.Synopsis | Should -Match '\.$'
        @($help.examples.example).Count | Should -BeGreaterOrEqual 2
        $common = [System.Management.Automation.Cmdlet]::CommonParameters + 'ProgressAction'
        foreach ($name in (Get-Command $_).Parameters.Keys.Where{ $_ -notin $common }) {
            (Get-Help $help.Name -Parameter $name).description.Text | Should -Not -BeNullOrEmpty -Because "-$name needs help"
        }
    }

    It 'shows the same sets of parameters as the cmdlet has' {
        $names = { param($sets) ($sets | ForEach-Object { ($_ | Sort-Object) -join ' ' } | Sort-Object) -join "`n" }
        $common = [System.Management.Automation.Cmdlet]::CommonParameters + 'ProgressAction'
        $real = (Get-Command $_).ParameterSets | ForEach-Object { , @($_.Parameters.Name.Where{ $_ -notin $common }) }
        $told = @((Get-Help $_).syntax.syntaxItem) | ForEach-Object { , @($_.parameter.name) }
        & $names $told | Should -Be (& $names $real)
    }
}

Describe 'Topics' {
    It '<_> is found' -ForEach $topics {
        (Get-Help $_ | Out-String) | Should -Match "(?s)^\s*TOPIC\s+$_\s.*SHORT DESCRIPTION"
    }
}
