using System.ComponentModel;
using System.Diagnostics;

namespace Muster.Tests.Module;

/// <summary>Runs the Pester files with the module that was built, in a real PowerShell, wherever one of version 7.6 with Pester 5 is found.</summary>
public sealed class PesterTests(ITestOutputHelper output)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);

    /// <summary>What is missing, in words; null: nothing. It is looked for once.</summary>
    private static readonly Lazy<Task<string?>> s_missing = new(MissingAsync);

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Folder, "*.Tests.ps1").Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Join(Repository.Folder, "tests", "pester");

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Pester_passes(string file)
    {
        if (await s_missing.Value is { } missing)
            Assert.Skip($"Needs PowerShell 7.6 or later with Pester 5: {missing}");
        var (code, text) = await RunAsync($$"""
            Import-Module Pester -MinimumVersion 5.0 -MaximumVersion 5.999
            $result = Invoke-Pester -Path '{{Path.Join(Folder, file)}}' -PassThru -Output Detailed
            "$($result.PassedCount) passed, $($result.FailedCount) failed, $($result.SkippedCount) skipped"
            exit ($result.FailedCount + $result.FailedBlocksCount + $result.FailedContainersCount + [int]($result.PassedCount -eq 0))
            """);
        output.WriteLine(text);
        Assert.True(code == 0, text);
    }

    private static async Task<string?> MissingAsync()
    {
        try
        {
            var (code, text) = await RunAsync("""
                if ($PSVersionTable.PSVersion -lt [version]'7.6') { "it is $($PSVersionTable.PSVersion)."; exit 1 }
                if (-not (Get-Module -ListAvailable Pester | Where-Object { $_.Version.Major -eq 5 })) { 'Pester 5 is not installed.'; exit 1 }
                """);
            return code == 0 ? null : text.Trim();
        }
        catch (Win32Exception)
        {
            return "no pwsh is on PATH, and MUSTER_PWSH names none.";
        }
    }

    private static async Task<(int Code, string Text)> RunAsync(string script)
    {
        var pwsh = Environment.GetEnvironmentVariable("MUSTER_PWSH") is { Length: > 0 } named ? named : "pwsh";
        var start = new ProcessStartInfo(pwsh, ["-NoProfile", "-NonInteractive", "-Command", script])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["MUSTER_MODULE"] = Path.Join(Repository.Folder, "module", "out", "Muster", "Muster.psd1");
        start.Environment["NO_COLOR"] = "1";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var (text, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(s_patience, TimeProvider.System);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException late)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"PowerShell has not ended within {s_patience}. So far:\n{await text}{await error}", late);
        }

        return (process.ExitCode, await text + await error);
    }
}
