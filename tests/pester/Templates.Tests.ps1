# Run by tests/Module/PesterTests.cs with the module that was built: $env:MUSTER_MODULE names its manifest.
BeforeAll {
    Import-Module $env:MUSTER_MODULE -Force
    $store = Join-Path $TestDrive store
    Set-MusterContext $store | Out-Null
    $config, $env:XDG_CONFIG_HOME = $env:XDG_CONFIG_HOME, "$TestDrive"
    $own = New-Item -ItemType Directory (Join-Path $TestDrive muster templates)
}

AfterAll {
    $env:XDG_CONFIG_HOME = $config
    Set-MusterContext | Out-Null
}

Describe 'Get-MusterTemplate' {
    It 'lists what is built in' {
        $all = Get-MusterTemplate
        $all.Name | Should -Contain etl
        ($all | Where-Object Name -EQ etl).Source | Should -Be BuiltIn
        ($all | Where-Object Name -EQ etl).Needs | Should -Be SOURCE, DESTINATION
    }

    It 'shows one, with its variables and its text' {
        $template = Get-MusterTemplate simple-sequential
        $template.Variables[0].Name, $template.Variables[0].IsRequired | Should -Be STEP1, $true
        $template.Variables[1].Default | Should -Be true
        $template.Text | Should -BeLike '*"queue_name": "{{QUEUE_NAME:simple-sequential}}"*'
        (Get-MusterTemplate s*).Name | Should -Be simple-sequential
        ('etl' | Get-MusterTemplate).Name | Should -Be etl
    }

    It 'shows your own, over built-in ones, and warns of what cannot be used' {
        Set-Content (Join-Path $own etl.yaml) "# Mine.`nqueue_name: mine`njobs: [{ job_id: a, command: 'true' }]"
        Set-Content (Join-Path $own broken.json) '{{'
        $mine = Get-MusterTemplate etl
        $mine.Source, $mine.Overrides, $mine.Summary, $mine.Path | Should -Be User, $true, 'Mine.', (Join-Path $own etl.yaml)
        (Get-MusterTemplate broken -WarningVariable warned -WarningAction SilentlyContinue).Problems.Count | Should -BeGreaterThan 0
        "$warned" | Should -BeLike '*broken.json*'
    }

    It 'has an error with an id' {
        { Get-MusterTemplate elt -ErrorAction Stop } | Should -Throw -ErrorId 'TemplateNotFound*' -ExpectedMessage "*Did you mean 'etl'?*"
    }

    It 'is shown as a table' {
        $lines = Get-MusterTemplate simple-sequential | Out-String -Width 120 -Stream | Where-Object { $_.Trim() }
        -split $lines[0] | Should -Be Name, Source, Needs, Summary
        $lines[2] | Should -BeLike 'simple-sequential*BuiltIn*STEP1*Runs up to three commands*'
    }
}

Describe 'Get-MusterOffer' {
    It 'offers this machine where there is no platform' {
        $offer = Get-MusterOffer
        $offer.Type | Should -Be 'this machine'
        $offer.Vcpus | Should -Be ([Environment]::ProcessorCount)
        $offer.MemoryBytes | Should -BeOfType long
        $offer.UsdPerHour | Should -BeOfType decimal
    }

    It 'leaves out what is not asked for' {
        Get-MusterOffer -Vcpu 100000 | Should -BeNullOrEmpty
        Get-MusterOffer -Memory 1PB | Should -BeNullOrEmpty
        (Get-MusterOffer -Memory 1MiB -MaxPrice 0 -First 1 -Sort Name).Region | Should -Be local
        { Get-MusterOffer -Memory much -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidArgument*'
        { Get-MusterOffer -Type '[' -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidArgument*'
    }

    It 'is shown as a table' {
        $lines = Get-MusterOffer | Out-String -Width 120 -Stream | Where-Object { $_.Trim() }
        -split $lines[0] | Should -Be Type, Vcpus, Memory, Gpu, Region, Account, Usd/h, SpotUsd/h, SpotZone
    }
}
