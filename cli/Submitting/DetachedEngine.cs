using System.Diagnostics;
using Muster.Cli.Processes;
using Muster.Cli.Stores;
using Muster.Local.Store;
using Muster.Runs;

namespace Muster.Cli.Submitting;

/// <summary>Leaves an engine behind that has no terminal: a process of its own, in a session of its own, that ends when nothing wants work.</summary>
public static class DetachedEngine
{
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
        return await new DetachedProcess("engine", log, time).StartAsync(address, ["engine", "run", .. without is { } run ? (string[])[EngineCommandLine.Without, run.Value] : []], _ => IsAlive(directory), cancel);
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
        return await new DetachedProcess("engine", log, time).StartAsync(address, ["engine", "run", EngineCommandLine.Stay], _ => EngineLock.FindHolder(directory) is { Role: EngineRole.Staying } || EngineLock.FindQueued(directory) is { ProcessId: not null }, cancel);
    }

    private static bool IsAlive(StoreDirectory directory) => EngineLock.FindHolder(directory) is not null;
}

/// <summary>The words of <c>muster engine run</c> that others give.</summary>
internal static class EngineCommandLine
{
    /// <summary>Leaves a run alone.</summary>
    public const string Without = "--without";

    /// <summary>Stays without work.</summary>
    public const string Stay = "--stay";
}
