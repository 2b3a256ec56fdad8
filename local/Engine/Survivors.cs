using Muster.Agent.Points;
using Muster.Agent.Processes;
using Muster.Points;
using Muster.Runs;
using Muster.Workers;

namespace Muster.Local.Engine;

/// <summary>
/// What a killed engine left running, by the journals of its workers: ended and remembered as lost attempts, or, where a
/// spec says <c>survive</c>, kept to be adopted. This engine holds the store's lock and has started nothing yet, so whatever
/// bears the store's mark is a survivor.
/// </summary>
internal sealed class Survivors(EngineSetup setup)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);
    private readonly Dictionary<(WorkerKey Worker, long Point), RunningEntry> left = [];
    private readonly Dictionary<(RunId Run, int Round, long Point, int Attempt), RunningEntry> adoptable = [];

    /// <summary>Reads the journals, and ends what does not survive its engine.</summary>
    public async Task FindAsync()
    {
        if (!Directory.Exists(setup.Points))
            return;
        foreach (var folder in Directory.EnumerateDirectories(setup.Points))
            Read(new(Path.GetFileName(folder)), new(folder));
        var mark = new EnvironmentVariable(PointEnvironment.EngineMark, setup.Points);
        foreach (var entry in left.Values)
        {
            if (entry is { Survives: false, Identity: { } identity })
                await ProcessTable.EndGroupAsync(identity, mark, Grace, setup.Time);
        }

        // What was started just before the kill is in no journal, and what left its group is in no group; both bear the mark.
        await ProcessTable.EndWithVariableAsync(mark, Grace, setup.Time);
    }

    /// <summary>The attempt that a lost worker ran of a point; null: none, or it may be adopted.</summary>
    public AttemptRecord? LostAttempt(WorkerKey worker, long point) =>
        left.TryGetValue((worker, point), out var entry) && !entry.Survives
            ? new()
            {
                Number = entry.Attempt,
                End = AttemptEnd.Lost,
                StartedAt = entry.StartedAt,
                Slot = entry.Slot,
                Worker = worker.Worker,
                Note = "Its engine was killed.",
            }
            : null;

    /// <summary>What is left of an attempt that survives engines; null: nothing.</summary>
    public RunningEntry? Survivor(RunId run, StartOrder order) =>
        adoptable.GetValueOrDefault((run, order.Chunk.Round, order.Point, order.Attempt));

    /// <summary>A run is over: its journals are of no use any more.</summary>
    public void Forget(RunId run)
    {
        var folder = new RunFolders(Path.Join(setup.Points, run.Value)).Running;
        try
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // A worker takes its own journal away just now; what is left of them says that nothing runs.
        }
    }

    /// <summary>An attempt that was about to start when its engine was killed: it runs, or it is lost.</summary>
    private static RunningEntry Found(RunId run, RunningEntry entry) =>
        ProcessTable.LeaderWith(PointEnvironment.MarkOf(run, entry.Round, entry.Point, entry.Attempt)) is { } identity
            ? entry with { Identity = identity }
            : entry with { Survives = false };

    private void Read(RunId run, RunFolders folders)
    {
        if (!Directory.Exists(folders.Running))
            return;
        foreach (var journal in Directory.EnumerateFiles(folders.Running))
        {
            foreach (var written in RunningJournal.Read(journal))
            {
                var entry = written is { Survives: true, Identity: null } ? Found(run, written) : written;
                left[(new(run, Path.GetFileName(journal)), entry.Point)] = entry;
                if (entry.Survives)
                    adoptable[(run, entry.Round, entry.Point, entry.Attempt)] = entry;
            }
        }
    }
}
