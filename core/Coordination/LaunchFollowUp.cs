using Muster.Fleet;
using Muster.Grants;
using Muster.Runs;
using Muster.Stores;
using Muster.Workers;

namespace Muster.Coordination;

/// <summary>
/// Follows launch intents to their end: sends them under one token until answered, calls them Unknown after their time,
/// and lets only a listing settle those (promise 6). A provider's silence is never an answer (promise 8).
/// <para>
/// Times are counted by one's own monotonic clock from when the intent was first seen; its "not after" is for the
/// provider. Each sending is recorded before it is done, so a late write about an earlier one is refused, and a refusal
/// of the only sending proves that nothing was launched.
/// </para>
/// </summary>
internal sealed class LaunchFollowUp(CoordinatorPorts ports, CoordinatorPolicy policy, LeaseJudge judge)
{
    private WaitReason? halt;

    private Moment Now => Moment.Of(ports.Time);

    /// <summary>What could be had; null: unknown.</summary>
    public async Task<IReadOnlyList<Offer>?> OffersAsync(RunId run)
    {
        try
        {
            return await ports.Provider.OffersAsync(run, CancellationToken.None);
        }
        catch (ProviderUnavailableException)
        {
            return null;
        }
    }

    /// <summary>Moves open intents on.</summary>
    /// <param name="run">The run.</param>
    /// <param name="epoch">The lock's epoch.</param>
    /// <param name="workers">The run's workers as just read.</param>
    /// <param name="wanted">Whether workers are still wanted; if not, nothing is sent again.</param>
    /// <returns>The workers that may still come.</returns>
    public async Task<IReadOnlySet<string>> FollowAsync(RunId run, long epoch, IReadOnlyList<WorkerRecord> workers, bool wanted)
    {
        var open = new HashSet<string>(StringComparer.Ordinal);
        foreach (var intent in await ports.Store.ListOpenIntentsAsync(run))
        {
            var worker = workers.FirstOrDefault(worker => worker.Key.Worker == intent.Key.Token) ?? await ports.Store.GetWorkerAsync(new(run, intent.Key.Token));
            var next = worker is null ? await StepAsync(intent, epoch, wanted)
                : WorkerBar.Is(worker) ? await StepBarredAsync(intent, epoch)
                : await MoveAsync(intent, intent with { State = IntentState.Joined });
            if (next.IsOpen)
                open.Add(intent.Key.Token);
            else
                Forget(intent.Key.Token);
        }

        return open;
    }

    /// <summary>Records new intents, then sends them.</summary>
    /// <returns>Why one was refused; null: none was.</returns>
    public async Task<WaitReason?> SendAsync(IReadOnlyList<LaunchIntent> intents)
    {
        WaitReason? refusal = null;
        foreach (var intent in intents)
        {
            if (await ports.Store.WriteAsync(intent) == WriteAnswer.Refused)
                continue; // a later holder of the lock has ruled it out
            var next = await MoveAsync(intent, await LaunchAsync(intent));
            if (next.State == IntentState.Failed)
                refusal = RefusalOf(next);
        }

        return refusal;
    }

    /// <summary>Why nothing more is to be launched for a while, as the intents of gone workers tell; null: they tell nothing new.</summary>
    public WaitReason? TakeHalt()
    {
        var found = halt;
        halt = null;
        return found;
    }

    private WaitReason RefusalOf(LaunchIntent failed) =>
        new(WaitCause.Capacity, $"Region {failed.Region} refused a worker: {failed.Reason}", Now.Utc + policy.BlockedTick);

    /// <summary>What a worker cost that is not among the living, and from whose intent none may come.</summary>
    /// <param name="grant">Its grant.</param>
    /// <param name="intent">An intent to rule it out with, if there is none.</param>
    /// <returns>USD; null: it lives after all, or may still come.</returns>
    public async Task<decimal?> CostOfGoneAsync(Grant grant, LaunchIntent intent)
    {
        // The intent first: one that failed after it may have been launched has its worker's place taken before.
        var found = await ports.Store.GetIntentAsync(intent.Key);
        if (found is { IsOpen: true })
            return null;
        if (found is { State: IntentState.Failed, Halts: true })
            halt = RefusalOf(found);
        return (found, await ports.Store.GetWorkerAsync(new(intent.Key.Run, intent.Key.Token))) switch
        {
            (_, { Phase: WorkerPhase.Ended } worker) => Math.Min(grant.ReservedUsd, GrantDecision.Cost(grant.UsdPerHour, worker.Age)),
            (_, { }) => null,
            (null, null) => await RuleOutAsync(intent) ? 0 : null, // nobody launched it, and it did not come by itself either
            _ => found.State == IntentState.Failed ? 0 : null,
        };
    }

    /// <summary>Takes the place of an intent that was never recorded: it cannot be recorded any more, and so never be sent.</summary>
    private async Task<bool> RuleOutAsync(LaunchIntent intent) =>
        await ports.Store.WriteAsync(intent with { Version = 1, State = IntentState.Failed, Reason = "It was never sent." }) == WriteAnswer.Written;

    private async Task<LaunchIntent> StepAsync(LaunchIntent intent, long epoch, bool wanted) => intent.State switch
    {
        IntentState.Recorded when !IsOver($"launch {intent.Key.Token}", policy.LaunchWithin) => wanted && IsDueAgain(intent) ? await SendAgainAsync(intent, epoch) : intent,
        IntentState.Recorded => await MoveAsync(intent, intent with { State = IntentState.Unknown }),
        IntentState.Unknown => await SettleAsync(intent),
        IntentState.Launched => await WaitForWorkerAsync(intent),
        IntentState.Joined or IntentState.Failed => intent,
        _ => throw new ArgumentOutOfRangeException(nameof(intent), intent.State, "An unknown intent state."),
    };

    /// <summary>Its worker can never join: whoever saw to that is about to write why it failed, and is let do so, unless they died in between.</summary>
    private async Task<LaunchIntent> StepBarredAsync(LaunchIntent intent, long epoch) => intent.State switch
    {
        IntentState.Recorded => IsOver($"bar {intent.Key.Token}", policy.Skew) ? await MoveAsync(intent, intent with { State = IntentState.Failed, Reason = "It was given up." }) : intent,
        _ => await StepAsync(intent, epoch, wanted: false),
    };

    private async Task<LaunchIntent> SendAgainAsync(LaunchIntent intent, long epoch)
    {
        var sending = await MoveAsync(intent, intent with { Sends = intent.Sends + 1, LockEpoch = epoch });
        if (sending.Sends == intent.Sends)
            return intent;
        var next = await LaunchAsync(sending);
        // A refusal now does not undo what an earlier sending may have launched.
        return next.State == IntentState.Failed ? await FailAsync(sending, next.Reason!) : await MoveAsync(sending, next);
    }

    private async Task<LaunchIntent> LaunchAsync(LaunchIntent intent)
    {
        try
        {
            var answer = await ports.Provider.LaunchAsync(intent, CancellationToken.None);
            return answer.Instance is { } instance
                ? intent with { State = IntentState.Launched, Instance = instance }
                : intent with { State = IntentState.Failed, Reason = answer.Reason };
        }
        catch (ProviderUnavailableException)
        {
            return intent;
        }
    }

    private async Task<LaunchIntent> SettleAsync(LaunchIntent intent)
    {
        IReadOnlyDictionary<string, string> instances;
        try
        {
            instances = await ports.Provider.ListAsync(intent.Key.Run, CancellationToken.None);
        }
        catch (ProviderUnavailableException)
        {
            return intent;
        }

        if (instances.TryGetValue(intent.Key.Token, out var instance))
            return await MoveAsync(intent, intent with { State = IntentState.Launched, Instance = instance });
        return IsOver($"settle {intent.Key.Token}", policy.Skew) ? await FailAsync(intent, "No answer came, and a listing does not show it.") : intent;
    }

    private async Task<LaunchIntent> WaitForWorkerAsync(LaunchIntent intent) =>
        IsOver($"join {intent.Key.Token}", policy.JoinWithin) || ports.IsKnownDead(intent.Instance!)
            ? await FailAsync(intent, "Its worker did not appear in time.")
            : intent;

    /// <summary>Fails an intent from which a machine may have come: first its worker's place is taken for good, so that it can never join.</summary>
    private async Task<LaunchIntent> FailAsync(LaunchIntent intent, string reason) =>
        await WorkerBar.PutAsync(ports.Store, intent) ? await MoveAsync(intent, intent with { State = IntentState.Failed, Reason = reason }) : intent;

    /// <summary>Writes an intent's next state.</summary>
    /// <returns>It as written; as before when there was nothing to write, or another wrote it.</returns>
    private async Task<LaunchIntent> MoveAsync(LaunchIntent intent, LaunchIntent next)
    {
        if (next == intent)
            return intent;
        next = next with { Version = intent.Version + 1 };
        return await ports.Store.WriteAsync(next) == WriteAnswer.Written ? next : intent;
    }

    private bool IsDueAgain(LaunchIntent intent) =>
        judge.TimeLeft($"send {intent.Key.Token}", intent.Sends, policy.SendAgainAfter, Now.Monotonic) <= TimeSpan.Zero;

    private bool IsOver(string what, TimeSpan after) => judge.TimeLeft(what, 0, after, Now.Monotonic) <= TimeSpan.Zero;

    private void Forget(string token)
    {
        foreach (var what in (string[])["launch", "send", "settle", "join", "bar"])
            judge.Forget($"{what} {token}");
    }
}
