using Muster.Runs;
using Muster.Sets;
using Muster.Stores;

namespace Muster.Grants;

/// <summary>
/// All grants of a run in one record, so that their sum and the money behind them are checked by one conditional write
/// (promises 4 and 5). Only the lock's holder writes it, and a new holder first stamps it with its epoch: an older holder's late write is then refused by its version.
/// </summary>
public sealed record GrantBook : IVersioned
{
    /// <summary>The run.</summary>
    public required RunId Run { get; init; }

    /// <inheritdoc />
    public required long Version { get; init; }

    /// <summary>The lock's epoch under which it was written.</summary>
    public required long LockEpoch { get; init; }

    /// <summary>The version of the run's record whose limits and wishes it heeds; 0: none yet.</summary>
    public long RunVersion { get; init; }

    /// <summary>
    /// The number in the name of the next worker that is launched under the epoch, 1 or more; default 1. It is in the same write as the grants
    /// that use numbers up, so no name is used twice, whatever a coordinator forgets.
    /// </summary>
    public int NextWorker { get; init; } = 1;

    /// <summary>The grants that are live, by worker.</summary>
    public IReadOnlyList<Grant> Grants { get; init; } = [];

    /// <summary>Money spent for good in USD.</summary>
    public decimal SettledUsd { get; init; }

    /// <summary>Points of the run's round that workers neither start nor go on with, as the run's record had it.</summary>
    public IndexSet CancelledPoints { get; init; } = IndexSet.Empty;

    /// <summary>Money set aside for live grants in USD.</summary>
    public decimal ReservedUsd => Grants.Sum(grant => grant.ReservedUsd);

    /// <summary>Slots that may be in use in all.</summary>
    public int Slots => Grants.Sum(grant => grant.MayUse);

    /// <summary>Slots that may be in use in a region.</summary>
    public int SlotsIn(string region) => Grants.Where(grant => grant.Region == region).Sum(grant => grant.MayUse);

    /// <summary>Money spent and set aside in USD; never more than the budget (promise 5).</summary>
    public decimal CommittedUsd => SettledUsd + ReservedUsd;

    /// <summary>A worker's grant; null when it has none.</summary>
    public Grant? Of(string worker) => Grants.FirstOrDefault(grant => grant.Worker == worker);
}

/// <summary>What one worker may use until a time. The time is counted by each side on its own monotonic clock from a renewal that both saw.</summary>
public sealed record Grant
{
    /// <summary>The worker, which is also the token of the intent that launches it.</summary>
    public required string Worker { get; init; }

    /// <summary>Most points it may run at once, 0 or more.</summary>
    public required int Slots { get; init; }

    /// <summary>
    /// Slots that it had before they were fewer; points may run on them still, so they count against the limits until the worker says
    /// that it has heard. 0: it has heard, or they were never fewer.
    /// </summary>
    public int SlotsBefore { get; init; }

    /// <summary>The version of the book in which they became fewer; 0 with <see cref="SlotsBefore"/>.</summary>
    public long FewerSince { get; init; }

    /// <summary>Slots that may be in use: the granted ones, or those from before.</summary>
    public int MayUse => Math.Max(Slots, SlotsBefore);

    /// <summary>The region it is in, for the region's limit.</summary>
    public required string Region { get; init; }

    /// <summary>What the worker shall do.</summary>
    public GrantMode Mode { get; init; }

    /// <summary>The renewal of the worker from whose sending it may use the grant; 0: from its start.</summary>
    public long FromRenewal { get; init; }

    /// <summary>The worker's age when it sent that renewal.</summary>
    public TimeSpan FromAge { get; init; }

    /// <summary>How long it may use the grant from then on, without hearing more.</summary>
    public required TimeSpan ValidFor { get; init; }

    /// <summary>Price of the worker in USD per hour, 0 or more.</summary>
    public decimal UsdPerHour { get; init; }

    /// <summary>Money set aside for it in USD: what it can cost until it must have stopped.</summary>
    public decimal ReservedUsd { get; init; }
}

/// <summary>What a worker shall do with its grant.</summary>
public enum GrantMode
{
    /// <summary>Claim and run.</summary>
    Run,
    /// <summary>Claim nothing more, let points finish.</summary>
    Drain,
    /// <summary>End the points, give the chunks back: the run is cancelled.</summary>
    Cancel,
}
