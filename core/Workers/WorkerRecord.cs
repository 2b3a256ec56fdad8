using Muster.Coordination;
using Muster.Runs;
using Muster.Stores;

namespace Muster.Workers;

/// <summary>A worker's key: it works for one run.</summary>
/// <param name="Run">The run.</param>
/// <param name="Worker">The worker's id, which is its launch intent's token.</param>
public readonly record struct WorkerKey(RunId Run, string Worker)
{
    /// <inheritdoc />
    public override string ToString() => $"{Run}/{Worker}";
}

/// <summary>A worker's lease and what it says of itself. One write renews all that it owns.</summary>
public sealed record WorkerRecord : IVersioned
{
    /// <summary>The key.</summary>
    public required WorkerKey Key { get; init; }

    /// <inheritdoc />
    public required long Version { get; init; }

    /// <summary>Where it stands.</summary>
    public required WorkerPhase Phase { get; init; }

    /// <summary>1 at its start, one more with every renewal. Only the worker counts up.</summary>
    public required long Renewals { get; init; }

    /// <summary>How long it may work without a successful renewal, from before it sent the last one.</summary>
    public required TimeSpan Lease { get; init; }

    /// <summary>The instance it runs on.</summary>
    public required string Instance { get; init; }

    /// <summary>The region it is in.</summary>
    public required string Region { get; init; }

    /// <summary>The round it works for.</summary>
    public required int Round { get; init; }

    /// <summary>Slots that it has.</summary>
    public required int Slots { get; init; }

    /// <summary>Points that it runs; may lag.</summary>
    public int Running { get; init; }

    /// <summary>
    /// How long the worker's machine had lived when it sent this, by its monotonic clock; what it costs follows from it.
    /// Of a worker that ended: how long it lives at the latest.
    /// </summary>
    public TimeSpan Age { get; init; }

    /// <summary>The version of the grant book that it had read last when it sent this; 0: none yet.</summary>
    public long GrantVersion { get; init; }

    /// <summary>What hinders it, for people; null: nothing.</summary>
    public string? Problem { get; init; }

    /// <summary>Why it has no slot of its machine, which other runs use too; null: it has one, or wants none.</summary>
    public WaitReason? SlotWait { get; init; }
}

/// <summary>Where a worker stands.</summary>
public enum WorkerPhase
{
    /// <summary>It works.</summary>
    Working,
    /// <summary>It ended and owns nothing.</summary>
    Ended,
    /// <summary>The coordinator judged it dead; its own next renewal is refused.</summary>
    Fenced,
}
