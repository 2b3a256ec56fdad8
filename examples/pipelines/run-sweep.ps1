#!/usr/bin/env pwsh
#requires -Version 7.6
<#
.SYNOPSIS
    Submits a sweep or queue file, waits for it, writes a JUnit report of its points, and fails the build unless it is complete.
.DESCRIPTION
    The exit code is that of the command muster: 0 complete; 1 it failed or was cancelled; 3 it could not be told; 64 the file or a parameter was refused; 124 the time was up, and the run goes on.
    The run's client token is of the build: when the build's step is repeated, it waits for the run that is there, and submits no second one.
.EXAMPLE
    ./run-sweep.ps1 sweep.yaml -JUnit results.xml
.EXAMPLE
    ./run-sweep.ps1 sweep.yaml -StoreName team -Region eu-west-1 -Timeout 2h
#>
param(
    # The sweep file or queue file.
    [Parameter(Mandatory, Position = 0)] [string] $Path,
    # Where the JUnit report is written.
    [string] $JUnit = 'junit.xml',
    # A store of this machine; left out, with -StoreName as well: the user's own.
    [string] $Store,
    # A deployment on AWS, and its region.
    [string] $StoreName,
    [string] $Region,
    # How long to wait, such as 90s or 2h. The run goes on when the time is up.
    [string] $Timeout = '1h',
    # Submitting again under the same token gives the same run. Left out: made of the build's number, else none.
    [string] $ClientToken,
    # So many last lines of what a failed point wrote are in the report.
    [int] $Tail = 50
)

$ErrorActionPreference = 'Stop'

# What a build is called by GitHub Actions, GitLab CI and Azure Pipelines; a retried attempt has the same name.
function Get-BuildToken {
    $build = $env:GITHUB_RUN_ID, $env:CI_PIPELINE_ID, $env:BUILD_BUILDID | Where-Object { $_ } | Select-Object -First 1
    if ($build) { "ci-$build-$(Split-Path -Leaf $Path)" }
}

# A point is a test case: its name is its index and its parameters, its time that of its last attempt.
function Write-JUnit([object] $Run, [object[]] $Points, [string] $File) {
    $settings = [System.Xml.XmlWriterSettings]@{ Indent = $true; Encoding = [System.Text.UTF8Encoding]::new($false); CheckCharacters = $false }
    $seconds = { param($time) ([timespan]($time ?? 0)).TotalSeconds.ToString('0.000', [cultureinfo]::InvariantCulture) }
    $text = { param($value) [regex]::Replace("$value", '[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD]', '?') } # what XML 1.0 has no place for
    $failed = $Points.Where{ $_.State -eq 'Failed' }
    $skipped = $Points.Where{ $_.State -notin 'Succeeded', 'Failed' }
    $xml = [System.Xml.XmlWriter]::Create($File, $settings)
    try {
        $xml.WriteStartElement('testsuite')
        $sum = [timespan]::FromTicks((0 + ($Points.Elapsed.Ticks | Measure-Object -Sum).Sum))
        foreach ($pair in @(
                @('name', $Run.Name), @('id', $Run.Id), @('tests', $Points.Count), @('failures', $failed.Count), @('errors', 0), @('skipped', $skipped.Count),
                @('time', (& $seconds $sum)), @('timestamp', $Run.CreatedAt.ToUniversalTime().ToString('s')))) {
            $xml.WriteAttributeString($pair[0], (& $text $pair[1]))
        }

        foreach ($point in $Points) {
            $parameters = $point.PSObject.Properties.Where{ $_.MemberType -eq 'NoteProperty' }.ForEach{ "$($_.Name)=$($_.Value)" } -join ' '
            $xml.WriteStartElement('testcase')
            $xml.WriteAttributeString('classname', (& $text $Run.Name))
            $xml.WriteAttributeString('name', (& $text "$($point.Index) $parameters".Trim()))
            $xml.WriteAttributeString('time', (& $seconds $point.Elapsed))
            if ($point.State -eq 'Failed') {
                $lines = foreach ($stream in @{ ErrorStream = $false }, @{ ErrorStream = $true }) {
                    $Run | Get-MusterLog -Index $point.Index -Tail $Tail @stream -ErrorAction SilentlyContinue
                }
                $xml.WriteStartElement('failure')
                $xml.WriteAttributeString('type', "$($point.End)")
                $xml.WriteAttributeString('message', (& $text ($point.Note ?? "It ended with exit code $($point.ExitCode) after $($point.Attempts) attempts.")))
                $xml.WriteString((& $text ($lines -join "`n")))
                $xml.WriteEndElement()
            }
            elseif ($point.State -ne 'Succeeded') {
                $xml.WriteStartElement('skipped')
                $xml.WriteAttributeString('message', "$($point.State)")
                $xml.WriteEndElement()
            }

            $xml.WriteEndElement()
        }

        $xml.WriteEndElement()
    }
    finally {
        $xml.Dispose()
    }
}

try {
    if (-not (Get-Command Submit-MusterRun -ErrorAction Ignore)) { Import-Module Muster }
    $where = @{}
    foreach ($name in 'Store', 'StoreName', 'Region') {
        if ($PSBoundParameters[$name]) { $where[$name] = $PSBoundParameters[$name] }
    }

    $token = $ClientToken ? $ClientToken : (Get-BuildToken)
    $options = $token ? @{ ClientToken = $token } : @{}
    $run = Submit-MusterRun -Path $Path @where @options
    Write-Host "Run $($run.Id) ($($run.Name)): $($run.Points) points in $($run.Store)"

    $run | Wait-MusterRun -Timeout $Timeout -ErrorAction SilentlyContinue -ErrorVariable problems | Out-Null
    $run = Get-MusterRun $run.Id @where
    $points = @($run | Get-MusterPoint)
    Write-JUnit $run $points ($ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($JUnit))
    Write-Host "$($run.State): $($run.Succeeded) of $($run.Points) points succeeded, $($run.Failed) failed. The report is $JUnit."
    foreach ($problem in $problems) { Write-Host "$problem" }

    exit $(switch ($run.State) {
            'Complete' { 0 }
            { $_ -in 'Error', 'Cancelled', 'Ignored' } { 1 }
            default { $problems.FullyQualifiedErrorId -like 'WaitTimedOut*' ? 124 : 3 }
        })
}
catch {
    [Console]::Error.WriteLine("$_")
    exit ($_.FullyQualifiedErrorId -match '^(InvalidSpec|InvalidArgument|ParameterArgument)' ? 64 : 3)
}
