# Run by tests/Module/PesterTests.cs with the module that was built: $env:MUSTER_MODULE names its manifest.
BeforeAll {
    Import-Module $env:MUSTER_MODULE -Force
    $secret = 'hidden/Sec+ret0000000000000000000000000='
    $credential = [pscredential]::new('AKIDGIVEN', (ConvertTo-SecureString $secret -AsPlainText -Force))
    class GivenKeys { [string]$AccessKey; [string]$SecretKey; [string]$Token }
    class GivenCredential {
        [string]$Secret
        [int]$Asked
        [object] GetCredentials() { $this.Asked++; return [GivenKeys]@{ AccessKey = 'AKIDASKED'; SecretKey = $this.Secret; Token = 'token' } }
    }
}

Describe 'Set-MusterContext' {
    AfterEach { Set-MusterContext | Out-Null }

    It 'takes a deployment by its name, and its region from the environment' {
        try {
            $env:AWS_REGION = 'eu-west-3'
            (Set-MusterContext -StoreName team).Address | Should -Be 'aws://eu-west-3/team'
            (Set-MusterContext -StoreName team -Region eu-north-1).Address | Should -Be 'aws://eu-north-1/team'
        }
        finally { $env:AWS_REGION = '' }
    }

    It 'says which region is missing' {
        { Set-MusterContext -StoreName team } | Should -Throw "The region of the deployment 'team' is not known. Give it: -Region eu-central-1, or set AWS_REGION." -ErrorId 'InvalidArgument*'
    }

    It 'takes <what> as credentials, and never shows the secret' -ForEach @(
        @{ what = 'a PSCredential'; given = { $credential }; key = 'AKIDGIVEN' }
        @{ what = 'what AWS Tools give'; given = { [GivenCredential]@{ Secret = $secret } }; key = 'AKIDASKED' }
        @{ what = 'keys'; given = { [GivenKeys]@{ AccessKey = 'AKIDKEYS'; SecretKey = $secret } }; key = 'AKIDKEYS' }
        @{ what = 'what STS gives'; given = { [pscustomobject]@{ AccessKeyId = 'AKIDSTS'; SecretAccessKey = $secret; SessionToken = 't' } }; key = 'AKIDSTS' }
    ) {
        $context = Set-MusterContext -StoreName team -Region eu-west-1 -Credential (& $given)
        $context.Credential.AccessKey | Should -Be $key
        $told = ($context | Out-String), ($context | Format-List * -Force | Out-String), ($context | ConvertTo-Json -Depth 9), "$context", "$($context.Credential)", ($context | ConvertTo-Csv | Out-String), [System.Management.Automation.PSSerializer]::Serialize($context)
        $told | Should -Not -Match 'hidden/Sec'
        $told[0] | Should -Match $key
    }

    It 'refuses credentials that are none, without telling of them' {
        { Set-MusterContext -StoreName team -Region eu-west-1 -Credential 'hidden/Secret' } |
            Should -Throw '-Credential is of the type String, which has no AWS keys.*' -ErrorId 'InvalidArgument*'
        { Set-MusterContext -Store $TestDrive -Credential $credential } | Should -Throw "Credentials are for a store on AWS, but the store is $TestDrive.*" -ErrorId 'InvalidArgument*'
    }

    It 'shows how the store is reached' {
        $text = Set-MusterContext -StoreName team -Region eu-west-1 -ProfileName dev | Out-String
        $text | Should -Match 'Address\s+: aws://eu-west-1/team'
        $text | Should -Match 'ProfileName\s+: dev'
        $text | Should -Not -Match 'Credential'
    }
}

Describe 'Every call' {
    It 'can work elsewhere, with credentials of its own' {
        $listener = [System.Net.HttpListener]::new()
        $port = 20000 + $PID % 20000
        $listener.Prefixes.Add("http://127.0.0.1:$port/")
        $listener.Start()
        try {
            $asked = $listener.GetContextAsync()
            $shell = [powershell]::Create().AddScript({
                param($module, $port, $credential)
                Import-Module $module
                Get-MusterRun -StoreName team -Region eu-west-1 -EndpointUrl "http://127.0.0.1:$port" -Credential $credential
            }).AddArgument($env:MUSTER_MODULE).AddArgument($port).AddArgument($credential)
            $shell.BeginInvoke() | Out-Null
            $asked.Wait(20000) | Should -BeTrue
            $request = $asked.Result.Request
            $request.Headers['Authorization'] | Should -Match 'Credential=AKIDGIVEN/\d+/eu-west-1/dynamodb/'
            $request.Headers['X-Amz-Target'] | Should -Match 'DynamoDB'
            $shell.BeginStop($null, $null) | Out-Null
        }
        finally { $listener.Close() }
    }
}

Describe 'An engine that is left behind' {
    It 'works with the keys that it was handed, and asks for no others' {
        $listener = [System.Net.HttpListener]::new()
        $port = 20000 + ($PID + 7919) % 20000
        $listener.Prefixes.Add("http://127.0.0.1:$port/")
        $listener.Start()
        try {
            $asked = $listener.GetContextAsync()
            $env:MUSTER_HANDED_AWS_KEYS = "AKIDHANDED $secret"
            $env:XDG_DATA_HOME = $TestDrive
            $script = Join-Path (Split-Path $env:MUSTER_MODULE) muster.ps1
            $engine = Start-Process pwsh -PassThru -RedirectStandardOutput (Join-Path $TestDrive engine.out) -RedirectStandardError (Join-Path $TestDrive engine.err) -ArgumentList @(
                '-NoProfile', '-NonInteractive', '-File', $script, 'engine', 'run', '--store', 'aws://eu-west-1/team', '--endpoint-url', "http://127.0.0.1:$port")
            $asked.Wait(30000) | Should -BeTrue
            $asked.Result.Request.Headers['Authorization'] | Should -Match 'Credential=AKIDHANDED/\d+/eu-west-1/dynamodb/'
        }
        finally {
            $env:MUSTER_HANDED_AWS_KEYS = $env:XDG_DATA_HOME = ''
            (pgrep -P $engine.Id), $engine.Id | Where-Object { $_ } | ForEach-Object { /bin/kill -KILL $_ 2>$null }
            $listener.Close()
        }
    }
}

Describe 'Get-MusterContext' {
    It 'gives the store of the variable when nothing was chosen' {
        try {
            $env:MUSTER_STORE = Join-Path $TestDrive named
            (Get-MusterContext).Address | Should -Be (Join-Path $TestDrive named)
        }
        finally { $env:MUSTER_STORE = '' }
    }
}
