using Muster.Coordination;
using Muster.Fleet;
using Muster.Stores;

namespace Muster.Functions.Stores;

/// <summary>Changes of records that others change at the same time: read, decide, write, and again if somebody was faster.</summary>
internal static class RecordWrites
{
    /// <summary>So many writers of one record at the same time are not expected, and the event comes again.</summary>
    private const int MostTries = 20;

    /// <summary>Changes a spoke, which is made if there is none.</summary>
    /// <param name="platform">The world.</param>
    /// <param name="key">The spoke.</param>
    /// <param name="change">The next content, whatever its version; null, or the same object: nothing changes.</param>
    /// <param name="cancel">Ends the call.</param>
    /// <returns>The spoke as it is now; null: it was not changed, and there is none.</returns>
    public static async Task<SpokeRecord?> ChangeSpokeAsync(this Platform platform, SpokeKey key, Func<SpokeRecord, SpokeRecord?> change, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            var before = await platform.Fleet.GetSpokeAsync(key, cancel);
            var from = before ?? new SpokeRecord { Key = key, Version = 0 };
            if (change(from) is not { } next || ReferenceEquals(next, from))
                return before;
            next = next with { Version = from.Version + 1 };
            if (await platform.Fleet.WriteAsync(next, cancel) == WriteAnswer.Written)
                return next;
        }

        throw TooBusy($"spoke {key}");
    }

    /// <summary>Takes in what was heard of an instance.</summary>
    /// <returns>Whether it told something new.</returns>
    public static async Task<bool> HearAsync(this Platform platform, InstanceNews news, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            if (InstanceChange.Next(await platform.Fleet.GetInstanceAsync(news.Id, cancel), news) is not { } next)
                return false;
            if (await platform.Fleet.WriteAsync(next, cancel) == WriteAnswer.Written)
                return true;
        }

        throw TooBusy($"instance {news.Id}");
    }

    /// <summary>Writes an intent's next record, after its worker's place was taken where it must be.</summary>
    /// <returns>Whether it was written; if not, somebody else moved it, or its worker came.</returns>
    public static async Task<bool> MoveAsync(this Platform platform, IntentStep step, CancellationToken cancel)
    {
        if (step.BarsWorker && !await WorkerBar.PutAsync(platform.Records, step.Next, cancel))
            return false;
        return await platform.Records.WriteAsync(step.Next, cancel) == WriteAnswer.Written;
    }

    private static StoreUnavailableException TooBusy(string what) => new($"The record of {what} was changed by others {MostTries} times in a row. The event comes again.");
}
