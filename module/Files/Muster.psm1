# The module's assembly and its dependencies are loaded apart from those of other modules.
$isAgain = 'Muster.PowerShell.Loading.ModuleLoadContext' -as [type]
if (-not $isAgain) {
    $null = [System.Reflection.Assembly]::LoadFrom((Join-Path $PSScriptRoot 'Muster.PowerShell.Loader.dll'))
}
$inner = Import-Module -Assembly ([Muster.PowerShell.Loading.ModuleLoadContext]::Load()) -PassThru -Force

# PowerShell analyses an assembly once: when the module is imported again, its cmdlets must be named again.
if ($isAgain) {
    $add = [System.Management.Automation.PSModuleInfo].GetMethod('AddExportedCmdlet', [System.Reflection.BindingFlags]'Instance, NonPublic')
    foreach ($cmdlet in $inner.ExportedCmdlets.Values) {
        $add.Invoke($ExecutionContext.SessionState.Module, @(, $cmdlet))
    }
}
