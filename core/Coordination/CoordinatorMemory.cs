using Muster.Chunks;

namespace Muster.Coordination;

/// <summary>
/// What a coordinator remembers between its ticks, for one that does not live that long. All times are of its monotonic clock.
/// Without it, or with an older one, a coordinator is only more patient: it watches leases and launches from the beginning.
/// </summary>
public sealed record CoordinatorMemory
{
    /// <summary>Nothing was seen yet.</summary>
    public static CoordinatorMemory None { get; } = new();

    /// <summary>The epoch under which it took the lock last; 0: never.</summary>
    public long TriedEpoch { get; init; }

    /// <summary>When it renews its lock.</summary>
    public TimeSpan RenewAt { get; init; }

    /// <summary>From when on it launches again after a refusal.</summary>
    public TimeSpan LaunchFrom { get; init; }

    /// <summary>Until when points that ended just now count as a sign that others run.</summary>
    public TimeSpan MovedUntil { get; init; }

    /// <summary>Why a launch was refused; null: none was, or that is over.</summary>
    public WaitReason? Refused { get; init; }

    /// <summary>What was seen of leases and launches.</summary>
    public IReadOnlyDictionary<string, Sighting> Sightings { get; init; } = new Dictionary<string, Sighting>(StringComparer.Ordinal);

    /// <summary>Since when chunks were seen that nobody owns and no hint names.</summary>
    public IReadOnlyDictionary<ChunkKey, TimeSpan> ForgottenSince { get; init; } = new Dictionary<ChunkKey, TimeSpan>();
}

/// <summary>What was seen last of somebody's lease.</summary>
/// <param name="Renewals">Its renewals.</param>
/// <param name="At">When they were first seen to be so many.</param>
public readonly record struct Sighting(long Renewals, TimeSpan At);
