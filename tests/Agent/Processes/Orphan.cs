using System.Diagnostics;
using Muster.Agent.Processes;
using Muster.Agent.Processes.Linux;

namespace Muster.Tests.Agent.Processes;

/// <summary>A process group whose starter is no more, as a killed engine leaves it.</summary>
public sealed class Orphan : IAsyncDisposable
{
    private Orphan(ProcessIdentity identity, EnvironmentVariable mark)
    {
        Identity = identity;
        Mark = mark;
    }

    public ProcessIdentity Identity { get; }

    /// <summary>The variable that all processes of this test carry.</summary>
    public EnvironmentVariable Mark { get; }

    /// <summary>Starts a command in a session of its own, by a shell that ends at once.</summary>
    public static async Task<Orphan> Start(CommandLine command, EnvironmentVariable mark)
    {
        var earliest = BootClock.Ticks;
        var start = new ProcessStartInfo("/bin/bash", ["-c", "setsid \"$@\" > /dev/null 2>&1 & echo $!", "start", command.Program, .. command.Arguments])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment[mark.Name] = mark.Value;
        using var shell = Process.Start(start)!;
        var pid = int.Parse(await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new(new(pid, earliest, BootClock.Ticks, BootClock.BootId), mark);
    }

    public async ValueTask DisposeAsync() => await ProcessTable.EndWithVariableAsync(Mark, TimeSpan.Zero, TimeProvider.System);
}
