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
    FormatsToProcess     = @(
        'Formats/Account.Format.ps1xml'
        'Formats/Agent.Format.ps1xml'
        'Formats/Context.Format.ps1xml'
        'Formats/Engine.Format.ps1xml'
        'Formats/Health.Format.ps1xml'
        'Formats/Job.Format.ps1xml'
        'Formats/Log.Format.ps1xml'
        'Formats/Offer.Format.ps1xml'
        'Formats/Platform.Format.ps1xml'
        'Formats/Point.Format.ps1xml'
        'Formats/Result.Format.ps1xml'
        'Formats/Run.Format.ps1xml'
        'Formats/Spec.Format.ps1xml'
        'Formats/Template.Format.ps1xml'
        'Formats/WaitReason.Format.ps1xml'
    )
    FunctionsToExport    = @()
    AliasesToExport      = @()
    VariablesToExport    = @()
    CmdletsToExport      = @(
        'Get-MusterAccounting'
        'Get-MusterAgent'
        'Get-MusterContext'
        'Get-MusterJob'
        'Get-MusterLog'
        'Get-MusterOffer'
        'Get-MusterPoint'
        'Get-MusterResult'
        'Get-MusterRun'
        'Get-MusterTemplate'
        'Get-MusterWaitReason'
        'New-MusterJobSpec'
        'New-MusterQueueSpec'
        'New-MusterReport'
        'New-MusterSweepSpec'
        'Remove-MusterRun'
        'Restart-MusterRun'
        'Resume-MusterRun'
        'Set-MusterContext'
        'Set-MusterRun'
        'Start-MusterAgent'
        'Start-MusterEngine'
        'Stop-MusterAgent'
        'Stop-MusterEngine'
        'Stop-MusterRun'
        'Submit-MusterRun'
        'Suspend-MusterRun'
        'Test-MusterHealth'
        'Test-MusterSpec'
        'Update-MusterPlatform'
        'Wait-MusterRun'
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
