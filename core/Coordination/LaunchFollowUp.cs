using Muster.Fleet;
using Muster.Runs;
using Muster.Stores;
using Muster.Workers;

namespace Muster.Coordination;

/// <summary>
/// Follows launch intents to their end: sends them under one token until answered, calls them Unknown after their time,
/// and lets only a listing settle those (promise 6). A provider's silence is never an answer (promise 8).
/// </summary>
internal sealed class LaunchFollowUp(CoordinatorPorts ports, CoordinatorPolicy policy, LeaseJudge judge)
{
    /// <summary>Longer than any reservation: a machine that never reported is charged all that was set aside for it.</summary>
    private static readonly TimeSpan MayHaveRun = TimeSpan.FromDays(365);

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
    /// <param name="workers">Its workers as just read.</param>
    /// <param name="wanted">Whether workers are still wanted; if not, nothing is sent again.</param>
    /// <returns>The workers that may still come.</returns>
    public async Task<IReadOnlySet<string>> FollowAsync(RunId run, IReadOnlyList<WorkerRecord> workers, bool wanted)
    {
        var open = new HashSet<string>(StringComparer.Ordinal);
        foreach (var intent in await ports.Store.ListOpenIntentsAsync(run))
        {
            var came = workers.Any(worker => worker.Key.Worker == intent.Key.Token)
                || await ports.Store.GetWorkerAsync(new(run, intent.Key.Token)) is not null;
            var next = came ? intent with { State = IntentState.Joined } : await StepAsync(intent, wanted);
            if (next != intent && await ports.Store.WriteAsync(next with { Version = intent.Version + 1 }) == WriteAnswer.Refused)
                next = intent;
            if (next.IsOpen)
                open.Add(intent.Key.Token);
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
                continue;
            var next = await SendAsync(intent);
            if (next.State == IntentState.Failed)
                refusal = new(WaitCause.Capacity, $"Region {intent.Region} refused a worker: {next.Reason}", Now.Utc + policy.BlockedTick);
            if (next != intent)
                await ports.Store.WriteAsync(next with { Version = intent.Version + 1 });
        }

        return refusal;
    }

    /// <summary>Takes a worker's place for good, so that it can never join.</summary>
    /// <param name="key">The worker.</param>
    /// <param name="region">Its region.</param>
    /// <param name="age">How long its machine may have run all the same; what it cost follows from it.</param>
    /// <returns>Whether the place was free.</returns>
    public async Task<bool> BarAsync(WorkerKey key, string region, TimeSpan age)
    {
        var bar = new WorkerRecord
        {
            Key = key,
            Version = 1,
            Phase = WorkerPhase.Ended,
            Renewals = 0,
            Lease = TimeSpan.Zero,
            Instance = "none",
            Region = region,
            Round = 0,
            Slots = 0,
            Age = age,
        };
        return await ports.Store.WriteAsync(bar) == WriteAnswer.Written;
    }

    private async Task<LaunchIntent> StepAsync(LaunchIntent intent, bool wanted) => intent.State switch
    {
        IntentState.Recorded when Now.Utc <= intent.NotAfter => wanted ? await SendAsync(intent) : intent,
        IntentState.Recorded => intent with { State = IntentState.Unknown },
        IntentState.Unknown => await SettleAsync(intent),
        IntentState.Launched => await WaitForWorkerAsync(intent),
        IntentState.Joined or IntentState.Failed => intent,
        _ => throw new ArgumentOutOfRangeException(nameof(intent), intent.State, "An unknown intent state."),
    };

    private async Task<LaunchIntent> SendAsync(LaunchIntent intent)
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
        try
        {
            var instances = await ports.Provider.ListAsync(intent.Key.Run, CancellationToken.None);
            if (instances.TryGetValue(intent.Key.Token, out var instance))
                return intent with { State = IntentState.Launched, Instance = instance };
        }
        catch (ProviderUnavailableException)
        {
            return intent;
        }

        if (Now.Utc <= intent.NotAfter + policy.Skew)
            return intent;
        return await FailAsync(intent, "No answer came, and a listing does not show it.");
    }

    private async Task<LaunchIntent> WaitForWorkerAsync(LaunchIntent intent) =>
        judge.TimeLeft($"join {intent.Key.Token}", 0, policy.JoinWithin, Now.Monotonic) > TimeSpan.Zero && !ports.IsKnownDead(intent.Instance!)
            ? intent
            : await FailAsync(intent, "Its worker did not appear in time.");

    private async Task<LaunchIntent> FailAsync(LaunchIntent intent, string reason) =>
        await BarAsync(new(intent.Key.Run, intent.Key.Token), intent.Region, MayHaveRun)
            ? intent with { State = IntentState.Failed, Reason = reason }
            : intent;
}
