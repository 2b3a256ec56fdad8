# Run by tests/Module/PesterTests.cs with the module that was built: $env:MUSTER_MODULE names its manifest.
BeforeAll {
    $clashing = Get-ChildItem (Join-Path $PSScriptRoot '../Fixtures/Clashing/bin/*/net10.0/Clashing.dll') | Sort-Object LastWriteTime | Select-Object -Last 1

    # What a session of its own finds that imports both modules and uses YAML and the AWS SDK in both.
    function Use-Both([string[]] $modules) {
        $config = Join-Path $TestDrive 'config'
        $null = New-Item -ItemType Directory "$config/muster/templates" -Force
        "about: mine`nvariables: []`nqueue:`n  jobs: []" | Set-Content "$config/muster/templates/mine.yaml"
        $text = & ($env:MUSTER_PWSH ? $env:MUSTER_PWSH : 'pwsh') -NoProfile -NonInteractive -Command {
            param($modules, $config)
            $ErrorActionPreference = 'Stop'
            $env:XDG_CONFIG_HOME = $config
            $modules -split ';' | Import-Module
            $other = Get-ClashingLibrary
            $own = (Get-Command Get-MusterRun).ImplementingType.Assembly
            $null = @($own.GetType('Muster.PowerShell.Completers.TemplateCompleter')::new().CompleteArgument('', '', '', $null, @{}))
            $line = 'Get-MusterRun -Region eu-west-1'
            $region = (TabExpansion2 $line $line.Length).CompletionMatches[0].ToolTip
            $ours = @{}
            foreach ($assembly in [System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($own).Assemblies) { $ours[$assembly.GetName().Name] = "$($assembly.GetName().Version)" }
            @{
                OtherYaml = "$($other.Yaml)"; OtherAws = "$($other.Aws)"; Answer = $other.Answer; OtherRegion = $other.Region
                Yaml = $ours['YamlDotNet']; Aws = $ours['AWSSDK.Core']; Region = $region
            } | ConvertTo-Json
        } -args ($modules -join ';'), $config
        $text | ConvertFrom-Json
    }
}

Describe 'Beside a module with other versions of YamlDotNet and AWSSDK.Core' {
    It 'both work, <Order>' -ForEach @{ Order = 'imported after it'; First = $false }, @{ Order = 'imported before it'; First = $true } {
        $clashing | Should -Not -BeNullOrEmpty -Because 'tests/Fixtures/Clashing is built with the tests'
        $modules = $First ? @($env:MUSTER_MODULE, $clashing.FullName) : @($clashing.FullName, $env:MUSTER_MODULE)
        $found = Use-Both $modules

        $found.OtherYaml | Should -Be '13.0.0.0'
        $found.Answer | Should -Be '42'
        $found.OtherAws | Should -Be '3.3.0.0'
        $found.OtherRegion | Should -Be 'eu-west-1'
        $found.Yaml | Should -Be '16.0.0.0'
        $found.Aws | Should -Be '4.0.0.0'
        $found.Region | Should -Be 'Europe (Ireland)'
    }
}
