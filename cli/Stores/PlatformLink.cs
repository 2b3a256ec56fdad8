using Muster.Fleet;
using Muster.Runs;

namespace Muster.Cli.Stores;

/// <summary>A store's way to its platform, if it has one: a store has a platform once a spoke was heard of.</summary>
/// <param name="fleet">The platform's records.</param>
/// <param name="time">The clock.</param>
public sealed class PlatformLink(IFleetStore fleet, TimeProvider time)
{
    /// <summary>How much later than its duration a lock's renewal may be seen.</summary>
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(5);

    private bool? isThere;
    private (RunId Run, long Generation)? told;

    /// <summary>The platform's records.</summary>
    public IFleetStore Fleet { get; } = fleet;

    /// <summary>Whether there is a platform.</summary>
    public async Task<bool> IsThereAsync(CancellationToken cancel) => isThere ??= (await Fleet.ListSpokesAsync(cancel)).Count > 0;

    /// <summary>Wishes that a run be coordinated.</summary>
    /// <param name="run">The run.</param>
    /// <param name="generation">Which start of it this is; 0 from its submission.</param>
    /// <param name="cancel">Ends the call.</param>
    public async Task StartAsync(RunRecord run, long generation, CancellationToken cancel)
    {
        if (told == (run.Id, generation))
            return;
        await Fleet.WishAsync(new PlatformWish.Start(run.Id, run.PointCount == 1, generation), cancel);
        told = (run.Id, generation);
    }

    /// <summary>Wishes that a run be coordinated, unless somebody seems to do so. The platform's schedule does the same, only later.</summary>
    /// <returns>Null: nothing stands in the way.</returns>
    public async Task<string?> EnsureAsync(RunRecord run, CancellationToken cancel)
    {
        var isLocked = run.Lock is { Owner: not null } held && time.GetUtcNow() - run.UpdatedAt <= held.Duration + LockPatience;
        if (run.WantsWork && !isLocked)
            await StartAsync(run, run.Version, cancel);
        return null;
    }
}
