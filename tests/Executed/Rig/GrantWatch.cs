using System.Collections.Concurrent;
using Muster.Grants;
using Muster.Runs;

namespace Muster.Tests.Executed.Rig;

/// <summary>Looks at a run's grants again and again: the sum of those that live is within the run's limit and the regions' (promise 4), and what is spent within the budget.</summary>
internal sealed class GrantWatch : IAsyncDisposable
{
    private readonly CancellationTokenSource over = new();
    private readonly Task watching;

    /// <summary>Watches a run.</summary>
    public GrantWatch(PlatformRig rig, RunId run) => watching = WatchAsync(rig, run);

    /// <summary>What was too much, for people.</summary>
    public ConcurrentQueue<string> Breaches { get; } = new();

    /// <summary>Regions in which something was ever granted.</summary>
    public ConcurrentDictionary<string, int> Regions { get; } = new(StringComparer.Ordinal);

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        await watching;
        over.Dispose();
    }

    private async Task WatchAsync(PlatformRig rig, RunId id)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        try
        {
            do
            {
                if (await rig.Store.GetRunAsync(id, over.Token) is { } run && await rig.Store.GetGrantBookAsync(id, over.Token) is { } book)
                    Look(run, book);
            }
            while (await timer.WaitForNextTickAsync(over.Token));
        }
        catch (OperationCanceledException)
        {
            // It is over.
        }
    }

    private void Look(RunRecord run, GrantBook book)
    {
        if (book.Slots > run.MaxConcurrent)
            Breaches.Enqueue($"{book.Slots} slots are granted; the run's limit is {run.MaxConcurrent}.");
        foreach (var region in book.Grants.Select(grant => grant.Region).Distinct())
        {
            Regions.AddOrUpdate(region, book.SlotsIn(region), (_, before) => Math.Max(before, book.SlotsIn(region)));
            if (book.SlotsIn(region) > run.MaxConcurrentPerRegion)
                Breaches.Enqueue($"{book.SlotsIn(region)} slots are granted in {region}; a region's limit is {run.MaxConcurrentPerRegion}.");
        }
    }
}
