# Runs the examples of a file in their order in one session of their own, in a folder and on a store of their own; says of each how it went.
param([string] $Path, [string] $Folder)

$patience = [timespan]'00:02:00'

$blocks = (Get-Content -Raw $Path) -replace "`r" -split "`n`n+" | Where-Object { $_.Trim() }
$shell = [PowerShell]::Create([initialsessionstate]::CreateDefault())
$oldStore, $oldFolder = $env:MUSTER_STORE, [Environment]::CurrentDirectory
try {
    $env:MUSTER_STORE = Join-Path $Folder 'own store'
    $files = Join-Path (Split-Path $Path) 'Files'
    if (Test-Path $files) { Copy-Item "$files/*" $Folder -Recurse }
    [Environment]::CurrentDirectory = $Folder
    $null = $shell.AddScript({ param($module, $folder) Import-Module $module; Set-MusterContext; Set-Location $folder; $global:ConfirmPreference = 'None'; $global:ProgressPreference = 'SilentlyContinue' }).AddParameters(@{ module = $env:MUSTER_MODULE; folder = $Folder }).Invoke()
    foreach ($block in $blocks) {
        $title = ($block.Trim() -split "`n")[0].TrimStart('#').Trim()
        if ($block -match '(?m)^# requires: (?<what>.+)$') {
            [pscustomobject]@{ Title = $title; Outcome = 'skipped'; Requires = $Matches.what; Text = '' }
            continue
        }

        $shell.Commands.Clear()
        $shell.Streams.ClearStreams()
        $thrown = $null
        try {
            $going = $shell.AddScript($block).AddCommand('Out-String').BeginInvoke()
            if ($going.AsyncWaitHandle.WaitOne($patience)) { $null = $shell.EndInvoke($going) } else { $shell.Stop(); $thrown = "It has not ended within $patience." }
        }
        catch { $thrown = "$($_.Exception.InnerException ?? $_.Exception)" }
        $text = @($shell.Streams.Error | ForEach-Object { "$_ [$($_.FullyQualifiedErrorId)]" }) + $thrown | Where-Object { $_ }
        [pscustomobject]@{ Title = $title; Outcome = $text ? 'failed' : 'ran'; Requires = $null; Text = $text -join "`n" }
    }
}
finally {
    # Engines and agents that the examples started; the cmdlets say what there was.
    foreach ($stop in 'Stop-MusterEngine', 'Stop-MusterAgent') {
        if (Get-Command $stop -ErrorAction Ignore) {
            try { $null = $shell.Commands.Clear(); $null = $shell.AddScript("$stop -Store `$env:MUSTER_STORE -Confirm:`$false -ErrorAction Ignore").Invoke() } catch { Write-Verbose "$_" }
        }
    }

    $shell.Dispose()
    $env:MUSTER_STORE, [Environment]::CurrentDirectory = $oldStore, $oldFolder
}
