using System.Diagnostics;
using Muster.PowerShell.Submitting;

namespace Muster.Tests.Module;

/// <summary>The shell text that runs script blocks.</summary>
public sealed class ScriptRunnerTests
{
    [Fact]
    public async Task A_machine_without_PowerShell_says_so_in_the_points_output()
    {
        var (code, error) = await RunAsync(new() { ["PATH"] = "/nonexistent", ["MUSTER_PWSH"] = "" });
        Assert.Equal((127, "muster: This point is a script block, which needs PowerShell 7.6 or later, but no pwsh is on PATH here.\n"), (code, error));
    }

    [Fact]
    public async Task The_program_that_is_named_is_started_with_the_script_as_one_word()
    {
        var (code, error) = await RunAsync(new() { ["MUSTER_PWSH"] = "/bin/false", ["SCRIPT_BLOCK"] = "'$(exit 7)'" });
        Assert.Equal((1, ""), (code, error));
    }

    private static async Task<(int Code, string Error)> RunAsync(Dictionary<string, string> variables)
    {
        var start = new ProcessStartInfo("/bin/bash", ["-c", ScriptRunner.Command]) { UseShellExecute = false, RedirectStandardError = true };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, error);
    }
}
