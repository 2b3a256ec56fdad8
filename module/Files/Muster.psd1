@{
    RootModule           = 'Muster.psm1'
    ModuleVersion        = '0.1.0'
    GUID                 = 'b4d0c1f6-7a9e-4a0c-9a34-5f0a3c7a21e9'
    Author               = 'The Muster authors'
    CompanyName          = 'Muster'
    Copyright            = 'Copyright the Muster authors'
    Description          = 'Runs parameter sweeps and graphs of jobs on many machines, and tells the truth about them.'
    PowerShellVersion    = '7.6'
    CompatiblePSEditions = @('Core')
    FormatsToProcess     = @('Muster.Format.ps1xml')
    FunctionsToExport    = @()
    AliasesToExport      = @()
    VariablesToExport    = @()
    CmdletsToExport      = @(
        'Get-MusterContext'
        'Get-MusterRun'
        'Set-MusterContext'
    )
    PrivateData          = @{
        PSData = @{
            Tags         = @('parameter-sweep', 'batch', 'jobs', 'hpc', 'aws', 'PSEdition_Core', 'Linux')
            LicenseUri   = 'https://www.apache.org/licenses/LICENSE-2.0'
            ReleaseNotes = 'CHANGELOG.md in the module says what is new.'
            # The build writes the version above, and here Prerelease and ProjectUri where there are such.
        }
    }
}
