using Muster.Workers;

namespace Muster.Fleet;

/// <summary>
/// Whether a machine that was launched for a run has a place in it: an intent that names the machine, whose worker it then is. A place is taken
/// once: after its worker ended, or its process, another worker needs another intent.
/// </summary>
public sealed record PlaceDecision
{
    private PlaceDecision(IntentKey? place, string? reason) => (Place, Reason) = (place, reason);

    /// <summary>The intent whose worker it is; null: none.</summary>
    public IntentKey? Place { get; }

    /// <summary>Why there is none and will be none, in a sentence; null: there is one, or there may still be.</summary>
    public string? Reason { get; }

    /// <summary>Decides.</summary>
    /// <param name="instance">The machine's id.</param>
    /// <param name="open">The open intents of the run. An answer to a launch is recorded some time after the machine has begun to run.</param>
    /// <param name="worker">The worker's record of the intent that names the machine; null: there is no such intent, or no such record.</param>
    /// <param name="isLast">Whether it is not asked again.</param>
    public static PlaceDecision For(string instance, IReadOnlyList<LaunchIntent> open, WorkerRecord? worker, bool isLast) =>
        IntentOf(instance, open) is { } intent
            ? worker is null
                ? new(intent.Key, null)
                : new(null, $"The worker {intent.Key.Token} of this machine has begun before, and an intent is good for one worker only.")
            : new(null, isLast ? "No open intent of the run names this machine: it was not launched for it, its launch was given up, or its worker has joined before." : null);

    /// <summary>The intent that names a machine; null: none.</summary>
    public static LaunchIntent? IntentOf(string instance, IReadOnlyList<LaunchIntent> open) =>
        open.FirstOrDefault(intent => intent.State == IntentState.Launched && intent.Instance == instance);
}
