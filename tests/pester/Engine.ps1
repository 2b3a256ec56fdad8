# Ends the engines that a test file left behind: those of its own store, which no other process names.
function Stop-EngineOf([string]$store) {
    $find = { pgrep -f -- "engine run --store $store" }
    $i = 0
    foreach ($signal in 'TERM', 'TERM', 'KILL') { # the first lets points finish, the second ends them
        & $find | ForEach-Object { /bin/kill "-$signal" $_ 2>$null }
        $patience = [System.Diagnostics.Stopwatch]::StartNew()
        $most = @{ 0 = 0.2; 1 = 8; 2 = 1 }[$i++]
        while ((& $find) -and $patience.Elapsed.TotalSeconds -lt $most) { Start-Sleep -Milliseconds 50 }
    }
}
