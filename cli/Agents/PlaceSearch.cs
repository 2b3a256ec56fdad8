using Muster.Fleet;
using Muster.Runs;
using Muster.Stores;

namespace Muster.Cli.Agents;

/// <summary>Looks for the place of a machine in its run: what came of a launch is recorded a while after its machines have begun to run.</summary>
/// <param name="store">The records.</param>
/// <param name="time">The clock.</param>
internal sealed class PlaceSearch(IRunStore store, TimeProvider time)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>Looks until there is a place, or never will be.</summary>
    /// <param name="run">The run.</param>
    /// <param name="instance">The machine.</param>
    /// <param name="patience">How long at most; it is looked at least once.</param>
    /// <param name="given">Completes when nobody wants it any more.</param>
    public async Task<PlaceDecision> FindAsync(RunId run, string instance, TimeSpan patience, Task given)
    {
        var began = time.GetTimestamp();
        for (var wait = First; ; wait = wait * 2 < Longest ? wait * 2 : Longest)
        {
            var isLast = given.IsCompleted || time.GetElapsedTime(began) >= patience;
            if (await LookAsync(run, instance, isLast) is { } decision && (decision.Place is not null || decision.Reason is not null))
                return decision;
            await Task.WhenAny(Task.Delay(wait, time), given);
        }
    }

    private async Task<PlaceDecision?> LookAsync(RunId run, string instance, bool isLast)
    {
        try
        {
            var open = await store.ListOpenIntentsAsync(run);
            var worker = PlaceDecision.IntentOf(instance, open) is { } intent ? await store.GetWorkerAsync(new(run, intent.Key.Token)) : null;
            return PlaceDecision.For(instance, open, worker, isLast);
        }
        catch (StoreUnavailableException) when (!isLast)
        {
            return null; // asked again
        }
    }
}
