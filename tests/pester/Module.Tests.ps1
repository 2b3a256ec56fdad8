# Run by tests/Module/PesterTests.cs with the module that was built: $env:MUSTER_MODULE names its manifest.
BeforeAll {
    Import-Module $env:MUSTER_MODULE -Force
    $store = Join-Path $TestDrive 'store'
}

Describe 'The module' {
    It 'exports what its manifest names' {
        $manifest = Import-PowerShellDataFile $env:MUSTER_MODULE
        (Get-Command -Module Muster).Name | Sort-Object | Should -Be ($manifest.CmdletsToExport | Sort-Object)
    }

    It 'loads its dependencies apart' {
        [System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext((Get-Command Get-MusterRun).ImplementingType.Assembly).Name | Should -Be 'Muster'
        [AppDomain]::CurrentDomain.GetAssemblies().Where{ $_.GetName().Name -eq 'YamlDotNet' -and [System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($_).Name -ne 'Muster' } | Should -BeNullOrEmpty
    }

    It 'can be imported again' {
        { Import-Module $env:MUSTER_MODULE -Force } | Should -Not -Throw
    }
}

Describe 'Set-MusterContext' {
    AfterEach { Set-MusterContext | Out-Null }

    It 'chooses the store of the session' {
        (Set-MusterContext -Store $store).Address | Should -Be $store
        (Get-MusterContext).Store | Should -Be $store
    }

    It 'changes nothing under -WhatIf' {
        Set-MusterContext -StoreName team -Region eu-west-1 -WhatIf | Should -BeNullOrEmpty
        (Get-MusterContext).StoreName | Should -BeNullOrEmpty
    }
}

Describe 'Get-MusterRun' {
    It 'gives nothing where there is no store' {
        Get-MusterRun -Store $store | Should -BeNullOrEmpty
    }

    It 'ends with the error RunNotFound where a run is named' {
        { Get-MusterRun x -Store $store -ErrorAction Stop } | Should -Throw -ErrorId 'RunNotFound*'
    }

    It 'takes ages as the command does, and as seconds' {
        { Get-MusterRun -Newer 1h30m -Older 90 -Store $store -ErrorAction Stop } | Should -Not -Throw
    }

    It 'refuses a state that there is not' {
        { Get-MusterRun -State Nosuch -Store $store } | Should -Throw -ErrorId 'ParameterArgumentValidationError*'
    }
}
