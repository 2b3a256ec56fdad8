using Muster.Fleet;
using Muster.Stores;
using Muster.Workers;

namespace Muster.Coordination;

/// <summary>
/// Takes a worker's place for good, so that it can never join: before an intent is called failed from which a machine may have come all the same.
/// Such a machine is charged all that was set aside for it.
/// </summary>
public static class WorkerBar
{
    /// <summary>Longer than any reservation.</summary>
    private static readonly TimeSpan MayHaveRun = TimeSpan.FromDays(365);

    /// <summary>What takes the place of an intent's worker.</summary>
    public static WorkerRecord For(LaunchIntent intent) => new()
    {
        Key = new(intent.Key.Run, intent.Key.Token),
        Version = 1,
        Phase = WorkerPhase.Ended,
        Renewals = 0,
        Lease = TimeSpan.Zero,
        Instance = "none",
        Region = intent.Region,
        Round = intent.Round,
        Slots = 0,
        Age = MayHaveRun,
    };

    /// <summary>Whether a worker's record is such a bar.</summary>
    public static bool Is(WorkerRecord worker) => worker is { Version: 1, Phase: WorkerPhase.Ended, Renewals: 0, Instance: "none" };

    /// <summary>Takes the place.</summary>
    /// <returns>Whether it is taken; if not, the worker came before.</returns>
    public static async Task<bool> PutAsync(IRunStore store, LaunchIntent intent, CancellationToken cancel = default) =>
        await store.WriteAsync(For(intent), cancel) == WriteAnswer.Written
        || (await store.GetWorkerAsync(new(intent.Key.Run, intent.Key.Token), cancel) is { } worker && Is(worker));
}
