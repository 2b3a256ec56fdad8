# Run by tests/Module/PesterTests.cs with the module that was built: $env:MUSTER_MODULE names its manifest.
BeforeAll {
    Import-Module $env:MUSTER_MODULE -Force
    $store = Join-Path $TestDrive store
    Set-MusterContext $store | Out-Null
}

AfterAll { Set-MusterContext | Out-Null }

Describe 'Test-MusterHealth' {
    It 'gives an object for each check' {
        $found = Test-MusterHealth
        $found.Check | Should -Contain store
        ($found | Where-Object Check -EQ shell).Status | Should -Be Ok
        $found.Store | Select-Object -Unique | Should -Be $store
    }

    It 'gives what fails as an object, and as no error' {
        New-Item -ItemType Directory (Join-Path $TestDrive broken) | Out-Null
        Set-Content (Join-Path $TestDrive broken store.db) 'no database at all, although it is long enough to be taken for one by its size'
        $errors = $null
        $failed = Test-MusterHealth -Store (Join-Path $TestDrive broken) -ErrorVariable errors | Where-Object Status -EQ Fail
        $failed.Check | Should -Contain store
        $errors | Should -BeNullOrEmpty
    }

    It 'is shown as a table' {
        $lines = Test-MusterHealth | Out-String -Width 120 -Stream | Where-Object { $_.Trim() }
        -split $lines[0] | Should -Be Check, Status, Message
    }
}

Describe 'Update-MusterPlatform' {
    BeforeAll {
        $app = (New-Item -ItemType Directory (Join-Path $TestDrive app)).FullName
        New-Item -ItemType Directory (Join-Path $app node_modules aws-cdk) | Out-Null
        Set-Content (Join-Path $app cdk.json) '{ "context": { "muster.hub": { "account": "111122223333", "region": "eu-west-1", "deployment": "team" }, "muster.spokes": [{ "account": "111122223333", "region": "eu-west-1" }, { "account": "111122223333", "region": "us-east-1" }] } }'
    }

    It 'says what it would write or deploy, and does neither' {
        $told = Join-Path $TestDrive transcript.txt
        Start-Transcript $told -UseMinimalHeader | Out-Null
        try {
            Update-MusterPlatform $app -SynthOnly -WhatIf | Should -BeNullOrEmpty
            Update-MusterPlatform $app -ProfileName nobody -WhatIf | Should -BeNullOrEmpty
        }
        finally { Stop-Transcript | Out-Null }
        @(Get-Content $told | Where-Object { $_ -like 'What if:*' }) | Should -Be @(
            'What if: Performing the operation "Write the templates of the hub in eu-west-1 and 2 spokes: 3 stacks" on target "aws://eu-west-1/team".'
            'What if: Performing the operation "Deploy the hub in eu-west-1 and 2 spokes: 3 stacks; rights change without a further question" on target "aws://eu-west-1/team".'
        )
    }

    It 'is of high impact, and has errors with ids' {
        (Get-Command Update-MusterPlatform).ImplementingType.GetCustomAttributes($false).ConfirmImpact | Should -Contain High
        { Update-MusterPlatform $TestDrive -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidArgument*' -ExpectedMessage '*by -App.'
        { Update-MusterPlatform $app -SynthOnly -Functions (Join-Path $TestDrive none) -Agent (Join-Path $TestDrive none) -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidArgument*'
    }
}
