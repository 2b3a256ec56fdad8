using Muster.Resources;
using Muster.Workers;

namespace Muster.Local.Engine;

/// <summary>
/// Shares this machine between the workers in this process, as <see cref="FairShare"/> decides. Those that are to use less are told
/// first, and then all are looked at again: until it is told, a worker may start another point.
/// </summary>
internal sealed class MachineShares(EngineSetup setup, Func<IEnumerable<LocalWorker>> workers)
{
    private int asked;
    private Moment? lastByAge;

    /// <summary>Shares out anew. Where that is under way already, it is done once more by whoever is at it: what one worker is told may ask for it again.</summary>
    public void Share()
    {
        if (Interlocked.Increment(ref asked) != 1)
            return;
        try
        {
            while (ShareAndSeeWhetherAskedAgain())
            {
            }
        }
        catch
        {
            Interlocked.Exchange(ref asked, 0);
            throw;
        }
    }

    private bool ShareAndSeeWhetherAskedAgain()
    {
        var seen = Volatile.Read(ref asked);
        while (!TryShareOnce())
        {
        }

        return Interlocked.CompareExchange(ref asked, 0, seen) != seen;
    }

    /// <returns>Whether all is shared out; false: some were told to use less, and the others are to be looked at again.</returns>
    private bool TryShareOnce()
    {
        var now = Moment.Of(setup.Time);
        var all = workers().OrderBy(worker => worker.CreatedAt).ThenBy(worker => worker.Run.Value, StringComparer.Ordinal).ToList();
        var decision = FairShare.Decide(new()
        {
            Machine = setup.Machine,
            Runs = [.. all.Select(worker => worker.Look(now))],
            LastByAge = lastByAge,
            Now = now,
            Policy = setup.Pace.Share,
        });
        var pairs = all.Zip(decision.Runs).ToList();
        var less = pairs.Where(pair => pair.Second.Slots < pair.First.Share).ToList();
        if (less.Count == 0)
            lastByAge = decision.LastByAge;
        foreach (var (worker, share) in less.Count > 0 ? less : pairs)
            worker.Take(share);
        return less.Count == 0;
    }
}
