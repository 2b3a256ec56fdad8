# Run by tests/Module/PesterTests.cs with the module that was built: $env:MUSTER_MODULE names its manifest.
BeforeDiscovery {
    Import-Module $env:MUSTER_MODULE
    $submits = [bool](Get-Command Submit-MusterRun -ErrorAction Ignore)
}

BeforeAll {
    Import-Module $env:MUSTER_MODULE
    $oldConfig = $env:AWS_SHARED_CREDENTIALS_FILE, $env:AWS_CONFIG_FILE
    $env:AWS_SHARED_CREDENTIALS_FILE = Join-Path $TestDrive 'credentials'
    $env:AWS_CONFIG_FILE = Join-Path $TestDrive 'config'
    "[work]`naws_access_key_id = x`naws_secret_access_key = y" | Set-Content $env:AWS_SHARED_CREDENTIALS_FILE
    function Complete([string] $line) { (TabExpansion2 $line $line.Length).CompletionMatches }
}

AfterAll {
    $env:AWS_SHARED_CREDENTIALS_FILE, $env:AWS_CONFIG_FILE = $oldConfig
}

Describe 'Completion' {
    It 'offers regions with their names' {
        $found = Complete 'Get-MusterRun -Region eu-west-1'
        $found.CompletionText | Should -Be 'eu-west-1'
        $found.ToolTip | Should -Be 'Europe (Ireland)'
    }

    It 'offers profiles of the AWS configuration' {
        (Complete 'Set-MusterContext -StoreName team -ProfileName wo').CompletionText | Should -Be 'work'
    }

    It 'offers states' {
        (Complete 'Get-MusterRun -State Canc').CompletionText | Should -Be 'Cancelled', 'Cancelling'
    }

    It 'offers no runs of a store that does not answer, within a second' {
        $took = Measure-Command { $found = Complete 'Get-MusterRun -Store aws://eu-west-1/team -EndpointUrl http://127.0.0.1:1 -Run tr' }
        $found.CompletionText | Should -Not -Contain 'train'
        $took.TotalSeconds | Should -BeLessThan 5 # it gives up after 0.8 s; the rest is for busy machines
    }
}

Describe 'Completion of runs' -Skip:(-not $submits) {
    BeforeAll {
        $store = Join-Path $TestDrive 'store'
        $null = 1 | Submit-MusterRun -Name train-a -Command 'echo $PARAM_value' -Store $store -Wait
    }

    AfterAll {
        Stop-MusterEngine -Store $store -Confirm:$false -ErrorAction Ignore
    }

    It 'offers names, also where a quote was begun' {
        (Complete "Get-MusterRun -Store '$store' tr").CompletionText | Should -Be 'train-a'
        (Complete "Get-MusterRun -Store '$store' 'tr").CompletionText | Should -Be 'train-a'
    }

    It 'offers the newest run by its word, and ids once one is begun' {
        (Complete "Get-MusterRun -Store '$store' la").ToolTip | Should -Match '^train-a, '
        $id = (Get-MusterRun -Store $store).Id
        (Complete "Get-MusterRun -Store '$store' $($id.Substring(0, 6))").ListItemText | Should -Be $id
    }

    It 'offers runs of a store beside the location' {
        Push-Location $TestDrive
        try { (Complete 'Get-MusterRun -Store ./store tr').CompletionText | Should -Be 'train-a' } finally { Pop-Location }
    }
}
