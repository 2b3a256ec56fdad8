using Muster.Aws.Contracts;
using Muster.Fleet;
using Muster.Functions.Stores;
using Muster.Runs;
using Muster.Workers;

namespace Muster.Functions.Reap;

/// <summary>Finds what is known of the instances of a page, settles intents by them, and has <c>core</c> decide who ends. A read that fails fails the page.</summary>
/// <param name="platform">The world.</param>
/// <param name="spoke">Where they are.</param>
/// <param name="begunAt">When the listing was begun (UTC); null: it is not the spoke's latest, and tells nothing of states.</param>
internal sealed class InstanceJudge(Platform platform, SpokeKey spoke, DateTimeOffset? begunAt)
{
    private readonly FleetBlobs fleets = new(platform);
    private readonly Dictionary<RunId, RunRecord?> runs = [];
    private readonly ReapPolicy policy = new(platform.Names.Deployment, platform.Pace.Grace, PlatformTags.Deployment, PlatformTags.Origin, PlatformTags.Launched);

    /// <summary>Settles and judges one.</summary>
    public async Task<ReapDecision> JudgeAsync(ListedInstance instance, CancellationToken cancel)
    {
        var record = await platform.Fleet.GetInstanceAsync(instance.Id, cancel);
        var (intent, fleetIsOpen) = await IntentOfAsync(instance, record, cancel);
        await HearAsync(instance, record, intent, cancel);
        var run = intent is null ? null : await RunAsync(intent.Key.Run, cancel);
        var worker = intent is { State: IntentState.Joined } ? await WorkerAsync(intent, cancel) : null;
        return ReapDecision.For(instance, new(run, intent, worker, fleetIsOpen), policy, platform.Now);
    }

    private async Task<(LaunchIntent? Intent, bool FleetIsOpen)> IntentOfAsync(ListedInstance instance, InstanceRecord? record, CancellationToken cancel)
    {
        if (record is { Run: { } run, Token: { } token })
            return (await platform.Records.GetIntentAsync(new(run, token), cancel), false);
        if (!instance.Tags.TryGetValue(PlatformTags.Run, out var tagged) || !instance.Tags.TryGetValue(PlatformTags.Fleet, out var fleet))
            return (null, false);
        if (instance.Tags.GetValueOrDefault(PlatformTags.Deployment) != platform.Names.Deployment || !IsId(tagged) || await fleets.FindAsync(new(tagged), fleet, cancel) is not { } order)
            return (null, false);
        for (; ; )
        {
            var intents = await fleets.IntentsAsync(order, cancel);
            if (intents.FirstOrDefault(intent => intent.Instance == instance.Id) is { } own)
                return (own, false);
            if (!instance.Exists || LaunchRecording.Settle(intents, instance.Id) is not { } step)
                return (null, instance.Exists && intents.Any(LaunchRecording.IsWaiting));
            if (!await platform.MoveAsync(step, cancel))
                continue; // somebody else moved it: look again
            platform.Log.Info("A listing settled an intent.", ("intent", step.Next.Key), ("instance", instance.Id));
            return (step.Next, false);
        }
    }

    private async Task HearAsync(ListedInstance instance, InstanceRecord? record, LaunchIntent? intent, CancellationToken cancel)
    {
        if (record is null && intent is null)
            return;
        var (state, at) = instance.State switch
        {
            "pending" or "running" => (InstanceState.Running, instance.LaunchedAt),
            "stopped" => (InstanceState.Stopped, begunAt),
            "terminated" => (InstanceState.Terminated, begunAt),
            _ => (InstanceState.Interrupted, begunAt),
        };
        if (at is { } time)
            await platform.HearAsync(new(instance.Id, spoke, state, time) { Run = intent?.Key.Run, Token = intent?.Key.Token }, cancel);
    }

    private async Task<RunRecord?> RunAsync(RunId id, CancellationToken cancel)
    {
        if (!runs.TryGetValue(id, out var run))
            runs[id] = run = await platform.Records.GetRunAsync(id, cancel);
        return run;
    }

    private Task<WorkerRecord?> WorkerAsync(LaunchIntent intent, CancellationToken cancel) => platform.Records.GetWorkerAsync(new(intent.Key.Run, intent.Key.Token), cancel);

    private static bool IsId(string text) => text.Length == 16 && text.All(char.IsAsciiLetterOrDigit);
}
