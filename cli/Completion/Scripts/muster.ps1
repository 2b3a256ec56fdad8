# Completion of muster for PowerShell 7.4 and later. Load it in $PROFILE: muster completion powershell | Out-String | Invoke-Expression

Register-ArgumentCompleter -Native -CommandName muster -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $elements = @($commandAst.CommandElements)
    $words = @(foreach ($element in ($elements | Select-Object -Skip 1)) {
        if ($element.Extent.EndOffset -lt $cursorPosition) {
            if ($element -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $element.Value } else { $element.Extent.Text }
        }
    })
    $words += "$wordToComplete".Trim("'", '"')

    $answer = @(& $elements[0].Extent.Text complete '--' @words 2>$null)
    # Without an answer, PowerShell completes files.
    if ($answer.Count -gt 0 -and $answer[0] -eq ':commands') {
        return [System.Management.Automation.CompletionCompleters]::CompleteCommand("$wordToComplete")
    }
    if ($answer.Count -eq 0 -or $answer[0] -in ':files', ':directories') { return }

    foreach ($line in ($answer | Select-Object -Skip 1)) {
        $text, $about = $line -split "`t", 2
        $insert = if ($text -match "[\s'`"``$,;(){}|&<>@#]") { "'" + $text.Replace("'", "''") + "'" } else { $text }
        [System.Management.Automation.CompletionResult]::new($insert, $text, 'ParameterValue', $(if ($about) { $about } else { $text }))
    }
}
