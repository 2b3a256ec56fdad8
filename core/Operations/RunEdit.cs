using Muster.Runs;
using Muster.Stores;

namespace Muster.Operations;

/// <summary>Changes a run's record although others change it too: reads, decides, writes under the condition that nobody wrote in between.</summary>
internal static class RunEdit
{
    private const int MostTries = 20;

    /// <summary>Tries until a try is answered.</summary>
    /// <param name="store">The records.</param>
    /// <param name="id">The run.</param>
    /// <param name="attempt">One try on the record just read; null: its write was refused.</param>
    /// <param name="cancel">Ends the call.</param>
    /// <exception cref="RunDeletingException">The run is being deleted.</exception>
    public static async Task<T> TryAsync<T>(IRunStore store, RunId id, Func<RunRecord, Task<T?>> attempt, CancellationToken cancel)
        where T : class
    {
        for (var i = 0; i < MostTries; i++)
        {
            var run = await store.GetRunAsync(id, cancel) ?? throw RunNotFoundException.None(id.Value, null, []);
            if (run.DeletingSince is not null)
                throw RunDeletingException.Of(run);
            if (await attempt(run) is { } answer)
                return answer;
        }

        throw new StoreUnavailableException($"Run {id} was changed by others {MostTries} times while it was to be changed here; nothing was done. Try again.");
    }
}
