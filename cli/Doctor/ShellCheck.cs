using System.Diagnostics;
using Muster.Agent.Processes;

namespace Muster.Cli.Doctor;

/// <summary>Whether the shell that runs points is there and runs a command.</summary>
internal sealed class ShellCheck : IDoctorCheck
{
    /// <inheritdoc />
    public string Name => "shell";

    /// <inheritdoc />
    public async Task<Finding> LookAsync(CancellationToken cancel)
    {
        var shell = Shell.Find();
        var start = new ProcessStartInfo(shell.Path)
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
        };
        start.ArgumentList.Add(shell.CommandSwitch);
        start.ArgumentList.Add(OperatingSystem.IsWindows() ? "ver" : "echo \"bash $BASH_VERSION\"");
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync(cancel);
        var output = await process.StandardOutput.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return Judge(shell.Path, process.ExitCode, output.Trim(), (await errors).Trim());
    }

    /// <summary>Decides.</summary>
    /// <param name="path">Where the shell is.</param>
    /// <param name="exitCode">How it ended when asked for its version.</param>
    /// <param name="output">What it answered.</param>
    /// <param name="errors">What it wrote to standard error.</param>
    public static Finding Judge(string path, int exitCode, string output, string errors) => exitCode == 0 && output.Length > 0
        ? Finding.Ok($"{output} at {path}")
        : Finding.Fail(
            $"{path} did not tell its version: exit code {exitCode}{(errors.Length > 0 ? $", {errors}" : "")}",
            "Install bash anew, or put the folder of another one first in PATH.");
}
