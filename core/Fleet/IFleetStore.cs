using Muster.Runs;
using Muster.Stores;

namespace Muster.Fleet;

/// <summary>The durable records of a platform: spokes, instances, and the wishes of clients. The rules of <see cref="IRunStore"/> hold.</summary>
public interface IFleetStore
{
    /// <summary>A spoke; null when it was never heard of.</summary>
    Task<SpokeRecord?> GetSpokeAsync(SpokeKey key, CancellationToken cancel = default);

    /// <summary>All spokes, by account and region.</summary>
    Task<IReadOnlyList<SpokeRecord>> ListSpokesAsync(CancellationToken cancel = default);

    /// <summary>Writes a spoke.</summary>
    Task<WriteAnswer> WriteAsync(SpokeRecord next, CancellationToken cancel = default);

    /// <summary>Removes a spoke that is not deployed any more. If it is heard of again, it is there again, as a new one.</summary>
    /// <param name="spoke">The spoke as read.</param>
    /// <param name="cancel">Ends the call.</param>
    /// <returns>Refused: it was written since. One that is not there is removed.</returns>
    Task<WriteAnswer> RemoveAsync(SpokeRecord spoke, CancellationToken cancel = default);

    /// <summary>An instance; null when it was never heard of.</summary>
    Task<InstanceRecord?> GetInstanceAsync(string id, CancellationToken cancel = default);

    /// <summary>Writes an instance. Once it bears its run, and a state other than <see cref="InstanceState.Running"/>, it is among those of <see cref="ListTroubledAsync"/>.</summary>
    Task<WriteAnswer> WriteAsync(InstanceRecord next, CancellationToken cancel = default);

    /// <summary>
    /// The instances of a run that are not simply running: leaving, interrupted, stopped; and of those that are terminated the ones whose end was heard at
    /// <paramref name="since"/> or later, so that a run whose machines are taken back again and again does not have more and more of them. At most 10,000.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="since">How far back ends are told of (UTC), by the clocks of those who told them; at most <see cref="LongestTrouble"/> ago.</param>
    /// <param name="cancel">Ends the call.</param>
    Task<IReadOnlyList<InstanceRecord>> ListTroubledAsync(RunId run, DateTimeOffset since, CancellationToken cancel = default);

    /// <summary>How long a store tells of an end at least: a day.</summary>
    static TimeSpan LongestTrouble { get; } = TimeSpan.FromDays(1);

    /// <summary>Records a wish; the same one again changes nothing. Whoever carries it out may be told more than once.</summary>
    Task WishAsync(PlatformWish wish, CancellationToken cancel = default);
}

/// <summary>What a client or an agent wishes of the platform.</summary>
public abstract record PlatformWish
{
    private PlatformWish() { }

    /// <summary>What tells it from all other wishes: two with the same key are the same one.</summary>
    public abstract string Key { get; }

    /// <summary>That a run be coordinated.</summary>
    /// <param name="Run">The run.</param>
    /// <param name="IsQueue">Whether it is a queue: one point.</param>
    /// <param name="Generation">Which start of the run it is; 0 from its submission. The same one again is the same wish.</param>
    public sealed record Start(RunId Run, bool IsQueue, long Generation) : PlatformWish
    {
        /// <inheritdoc />
        public override string Key => $"start {Run} {Generation}";
    }

    /// <summary>That all spokes say that they are there.</summary>
    /// <param name="Id">The check's id.</param>
    public sealed record Check(string Id) : PlatformWish
    {
        /// <inheritdoc />
        public override string Key => $"check {Id}";
    }

    /// <summary>That a machine be terminated, stopped or hibernated.</summary>
    /// <param name="Spoke">Where it is.</param>
    /// <param name="Intent">What is wished.</param>
    public sealed record Machine(SpokeKey Spoke, MachineIntent Intent) : PlatformWish
    {
        /// <inheritdoc />
        public override string Key => $"machine {Intent.Instance} {Intent.Wish} {Intent.AskedAt.UtcTicks}";
    }
}
