namespace Muster.Workers;

/// <summary>A worker's thresholds. All times are counted on its own monotonic clock.</summary>
public sealed record WorkerPolicy
{
    /// <summary>How long it may work without a successful renewal; default 30 seconds.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often it renews; default a fifth of the lease.</summary>
    public TimeSpan RenewEvery { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>
    /// How soon it tells that it runs more or fewer points, or that something hinders it, by a renewal before its time;
    /// null: only by the next renewal, which spares writes. Default null.
    /// </summary>
    public TimeSpan? ReportWithin { get; init; }

    /// <summary>A worker that has not read a grant by this age of its machine ends by itself; at most the coordinator's; default 5 minutes.</summary>
    public TimeSpan JoinWithin { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How soon one that came by itself asks for its first grant again at first; doubled up to <see cref="RenewEvery"/>; default 250 ms.</summary>
    public TimeSpan GrantPoll { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long before lease or grant end its work is ended, so that nothing runs afterwards; default 8 seconds.</summary>
    public TimeSpan StopMargin { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>Outcomes of short points wait at most so long for one write together; default 80 ms.</summary>
    public TimeSpan GroupOutcomes { get; init; } = TimeSpan.FromMilliseconds(80);

    /// <summary>The outcome of a point that ran longer is written at once; default 1 second.</summary>
    public TimeSpan LongPoint { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Points are claimed ahead for so long; default half a second. Long points are not claimed ahead at all.</summary>
    public TimeSpan ClaimAhead { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Most points claimed ahead; default 4,096.</summary>
    public int MostAhead { get; init; } = 4096;

    /// <summary>How soon a pool without claims is asked again at first; doubled up to <see cref="IdlePollLongest"/>.</summary>
    public TimeSpan IdlePoll { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How seldom an idle worker asks at most; default 10 seconds.</summary>
    public TimeSpan IdlePollLongest { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long starts pause after the machine could not start a point; default 5 seconds.</summary>
    public TimeSpan ProblemPause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How soon a store call that got no answer is repeated or settled; default 1 second.</summary>
    public TimeSpan StoreRetry { get; init; } = TimeSpan.FromSeconds(1);
}
