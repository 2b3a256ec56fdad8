# The module's assembly and its dependencies are loaded apart from those of other modules.
$null = [System.Reflection.Assembly]::LoadFrom("$PSScriptRoot/Muster.PowerShell.Loader.dll")
$isAgain = [Muster.PowerShell.Loading.ModuleLoadContext]::IsLoaded
$inner = Import-Module -Assembly ([Muster.PowerShell.Loading.ModuleLoadContext]::Load()) -PassThru -Force:$isAgain

# PowerShell analyses an assembly once: when the module is imported again, its cmdlets must be named again.
if ($isAgain) {
    $add = [System.Management.Automation.PSModuleInfo].GetMethod('AddExportedCmdlet', [System.Reflection.BindingFlags]'Instance, NonPublic')
    foreach ($cmdlet in $inner.ExportedCmdlets.Values) {
        $add.Invoke($ExecutionContext.SessionState.Module, @(, $cmdlet))
    }
}
