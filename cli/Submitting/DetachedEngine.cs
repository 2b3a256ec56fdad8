using System.Diagnostics;
using Muster.Cli.Processes;
using Muster.Cli.Stores;
using Muster.Local.Store;
using Muster.Runs;

namespace Muster.Cli.Submitting;

/// <summary>Leaves an engine behind that has no terminal: a process of its own, in a session of its own, that ends when nothing wants work.</summary>
public static class DetachedEngine
{
    /// <summary>How long a new engine may take to take the store's lock.</summary>
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(30);

    /// <summary>Makes sure that an engine is alive: the one that is, or a new one.</summary>
    /// <param name="address">The store.</param>
    /// <param name="time">The clocks.</param>
    /// <param name="cancel">Ends the wait for it.</param>
    /// <param name="without">A run that a new engine leaves alone, because somebody stopped it; null: none.</param>
    /// <returns>Null: one is alive; else why none could be started.</returns>
    public static async Task<string?> EnsureAsync(StoreAddress address, TimeProvider time, CancellationToken cancel, RunId? without = null)
    {
        var directory = address.Directory;
        if (IsAlive(directory))
            return null;
        var log = Path.Join(directory.Root, "engine.log");
        using var process = Start(address, log, without is { } run ? [EngineCommandLine.Without, run.Value] : []);
        return await AwaitAsync(process, log, () => IsAlive(directory), time, cancel);
    }

    /// <summary>Starts an engine that stays. Where another is alive, it waits to follow that one.</summary>
    /// <param name="address">The store.</param>
    /// <param name="time">The clocks.</param>
    /// <param name="cancel">Ends the wait for it.</param>
    /// <returns>Null: it is there; else why it could not be started.</returns>
    public static async Task<string?> StartStayingAsync(StoreAddress address, TimeProvider time, CancellationToken cancel)
    {
        var directory = address.Directory;
        var log = Path.Join(directory.Root, "engine.log");
        using var process = Start(address, log, [EngineCommandLine.Stay]);
        return await AwaitAsync(process, log, () => EngineLock.FindHolder(directory) is { Role: EngineRole.Staying } || EngineLock.FindQueued(directory) is { ProcessId: not null }, time, cancel);
    }

    private static async Task<string?> AwaitAsync(Process process, string log, Func<bool> isThere, TimeProvider time, CancellationToken cancel)
    {
        var started = time.GetTimestamp();
        while (!isThere())
        {
            if (process.HasExited)
                return $"The engine ended at once with exit code {process.ExitCode}; see {log}.";
            if (time.GetElapsedTime(started) > StartsWithin)
                return $"The engine did not start within {StartsWithin.TotalSeconds:0} seconds; see {log}.";
            await Task.Delay(TimeSpan.FromMilliseconds(20), time, cancel);
        }

        return null;
    }

    private static bool IsAlive(StoreDirectory directory) => EngineLock.FindHolder(directory) is not null;

    private static Process Start(StoreAddress address, string log, IReadOnlyList<string> options)
    {
        // setsid takes it out of the terminal: its Ctrl-C and its closing do not reach it.
        var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("""log=$1; shift; exec setsid "$@" >>"$log" 2>&1 </dev/null""");
        start.ArgumentList.Add("sh");
        start.ArgumentList.Add(log); // as a word, not as a variable: the engine's variables reach every point's command
        foreach (var argument in (string[])[.. OwnProgram.Words, "engine", "run", .. address.Options, .. options])
            start.ArgumentList.Add(argument);
        HandedKeys.Give(address, start.Environment);
        return Process.Start(start) ?? throw new InvalidOperationException("The engine's process could not be started.");
    }
}

/// <summary>The words of <c>muster engine run</c> that others give.</summary>
internal static class EngineCommandLine
{
    /// <summary>Leaves a run alone.</summary>
    public const string Without = "--without";

    /// <summary>Stays without work.</summary>
    public const string Stay = "--stay";
}
