using System.Diagnostics;

namespace Muster.Tests.Children;

/// <summary>This program started once more, to be another process in a test. It is killed when the test ends.</summary>
internal sealed class ChildProcess : IDisposable
{
    public const string Argument = "play-child";

    private readonly Process process;

    private ChildProcess(Process process) => this.process = process;

    public int Id => process.Id;

    /// <summary>Starts a part of <see cref="ChildParts"/>.</summary>
    public static ChildProcess Start(params string[] part)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ChildProcess).Assembly.Location, Argument, .. part])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        return new(Process.Start(start)!);
    }

    /// <summary>Its next line; null when it ended. A last line that was cut off by its death is none.</summary>
    public async Task<string?> ReadLineAsync(CancellationToken cancel)
    {
        var line = await process.StandardOutput.ReadLineAsync(cancel);
        return line is [.., '.'] ? line[..^1] : null;
    }

    /// <summary>SIGKILL, and waits until it is gone.</summary>
    public async Task KillAsync(CancellationToken cancel)
    {
        process.Kill();
        await process.WaitForExitAsync(cancel);
    }

    /// <summary>Lets it go on to its end.</summary>
    public async Task<int> EndAsync(CancellationToken cancel)
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync(cancel);
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }
}
