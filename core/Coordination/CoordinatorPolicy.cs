namespace Muster.Coordination;

/// <summary>A coordinator's thresholds.</summary>
public sealed record CoordinatorPolicy
{
    /// <summary>How long its lock holds without a renewal; default 30 seconds.</summary>
    public TimeSpan LockDuration { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often it renews its lock; default a third of its duration.</summary>
    public TimeSpan RenewEvery { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How far monotonic clocks may drift apart over a lease, and stopping may take; added to every lease of others; default 5 seconds.</summary>
    public TimeSpan Skew { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a worker may use a grant without hearing more; default 15 minutes.</summary>
    public TimeSpan GrantFor { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>A grant is not given for less: a worker could hardly do anything with it; default 1 minute.</summary>
    public TimeSpan GrantLeast { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a launch may take; the intent's "not after" follows from it; default 2 minutes.</summary>
    public TimeSpan LaunchWithin { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>A launch without an answer is sent again after so long; default at once, for a provider that answers the call itself.</summary>
    public TimeSpan SendAgainAfter { get; init; } = TimeSpan.Zero;

    /// <summary>How long a launched worker may take to appear; money for that time is set aside too; default 5 minutes.</summary>
    public TimeSpan JoinWithin { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>A chunk that was handed out and is not claimed is handed out again after so long; default 30 seconds.</summary>
    public TimeSpan ForgottenAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Time between two ticks while something changes; default 1 second.</summary>
    public TimeSpan Tick { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>For how long after points have ended others are taken to run, unless their workers say so anyway; less than two ticks; default 1.5 seconds.</summary>
    public TimeSpan MovesFor { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>Time before a tick is repeated after a store or provider gave no answer; default half a second.</summary>
    public TimeSpan RetryTick { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Time between two ticks while nothing can be launched; default 5 seconds.</summary>
    public TimeSpan BlockedTick { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Workers that are launched together at most, by a provider with accounts; default 100.</summary>
    public int FleetMost { get; init; } = 100;

    /// <summary>Chunks read per page; default 200.</summary>
    public int ChunkPage { get; init; } = 200;
}
