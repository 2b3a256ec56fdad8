# The module's assembly and its dependencies are loaded apart from those of other modules.
if (-not ('Muster.PowerShell.Loading.ModuleLoadContext' -as [type])) {
    $null = [System.Reflection.Assembly]::LoadFrom((Join-Path $PSScriptRoot 'Muster.PowerShell.Loader.dll'))
}
Import-Module -Assembly ([Muster.PowerShell.Loading.ModuleLoadContext]::Load())
