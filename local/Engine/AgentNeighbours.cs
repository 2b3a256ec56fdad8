using System.Collections.Concurrent;
using Muster.Agent.Points;
using Muster.Agent.Processes;
using Muster.Local.Store;
using Muster.Points;
using Muster.Runs;
using Muster.Workers;

namespace Muster.Local.Engine;

/// <summary>
/// The agents of the same store on this machine, and for an agent its engine. Of one that was killed everything is ended that it started, before it counts as dead: so its points
/// need not wait until its lease is over, and never run twice at once.
/// </summary>
/// <param name="setup">What the engine works with.</param>
/// <param name="self">Its own name.</param>
/// <param name="survivors">Ends what a killed engine left.</param>
internal sealed class AgentNeighbours(EngineSetup setup, string self, Survivors survivors)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly string agents = AgentHome.FolderOf(setup.Points);
    private readonly ConcurrentDictionary<string, bool> ended = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(WorkerKey Worker, long Point), AttemptRecord> lost = new();

    /// <summary>How many were found dead so far.</summary>
    public int Deaths => ended.Count;

    /// <summary>Looks for agents that were killed, and ends what they left running.</summary>
    public async Task LookAsync()
    {
        if (!Directory.Exists(agents))
            return;
        foreach (var folder in Directory.EnumerateDirectories(agents).Where(folder => Path.GetFileName(folder) != self).ToList())
        {
            try
            {
                await EndIfDeadAsync(folder);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Another is at it just now, or the next look finds it again.
            }
        }
    }

    /// <summary>Looks, as an agent, whether the engine that coordinates a run is no more, and ends what it left running.</summary>
    /// <param name="runs">The runs that want work.</param>
    public async Task LookAtEngineAsync(IEnumerable<RunRecord> runs)
    {
        var owners = runs.Select(run => run.Lock?.Owner).OfType<string>().Where(owner => setup.Home.IsOfHere(owner) && !ended.ContainsKey(owner)).ToHashSet(StringComparer.Ordinal);
        var directory = new StoreDirectory(Path.GetDirectoryName(setup.Points)!);
        if (owners.Count == 0 || EngineLock.FindHolder(directory) is not null)
            return;
        // As the engine for a moment, so that none starts meanwhile; whoever wants to be it waits so long.
        using var held = EngineLock.TryAcquire(directory, EngineHolder.OfThisProcess(setup.Time.GetUtcNow(), EngineRole.UntilIdle));
        if (held is null)
            return;
        await survivors.FindAsync();
        foreach (var owner in owners)
            ended[owner] = true;
    }

    /// <summary>Whether an agent of this directory is dead, and nothing of it runs.</summary>
    public bool IsDead(string name) =>
        name != self && (ended.ContainsKey(name) || (name.StartsWith(AgentHome.PrefixOf(setup.Home), StringComparison.Ordinal) && !Directory.Exists(Path.Join(agents, name))));

    /// <summary>The attempt that a lost worker ran of a point; null: none is known.</summary>
    public AttemptRecord? LostAttempt(WorkerKey worker, long point) => lost.GetValueOrDefault((worker, point));

    private async Task EndIfDeadAsync(string folder)
    {
        // Whoever has the lock ends what is left; one that is being made has none yet, and a name that begins with a dot.
        var name = Path.GetFileName(folder);
        if (name.StartsWith('.') || !File.Exists(AgentHome.LockOf(folder)) || FileLock.TryTake(AgentHome.LockOf(folder)) is not { } held)
            return;
        try
        {
            Remember(folder);
            await ProcessTable.EndWithVariableAsync(new(PointEnvironment.EngineMark, folder), Grace, setup.Time);
            ended[name] = true;
            Directory.Delete(folder, recursive: true);
        }
        finally
        {
            FileLock.Release(held);
        }
    }

    private void Remember(string folder)
    {
        var running = Path.Join(folder, "running");
        if (!Directory.Exists(running))
            return;
        foreach (var run in Directory.EnumerateDirectories(running))
        {
            foreach (var journal in Directory.EnumerateFiles(run))
            {
                foreach (var entry in RunningJournal.Read(journal))
                {
                    var worker = new WorkerKey(new(Path.GetFileName(run)), Path.GetFileName(journal));
                    lost[(worker, entry.Point)] = new()
                    {
                        Number = entry.Attempt,
                        End = AttemptEnd.Lost,
                        StartedAt = entry.StartedAt,
                        Slot = entry.Slot,
                        Worker = worker.Worker,
                        Note = "Its agent was killed.",
                    };
                }
            }
        }
    }
}
