using Muster.Aws.Contracts;
using Muster.Fleet;
using Muster.Functions.Events;
using Muster.Functions.Input;
using Muster.Functions.Stores;
using Muster.Offers;

namespace Muster.Functions.RecordLaunch;

/// <summary>
/// Records what came of a fleet. Order: the spoke, so that whoever finds an intent failed finds the failure remembered; the instances; the intents.
/// It may break off anywhere: the event comes again.
/// </summary>
/// <param name="platform">The world.</param>
internal sealed class RecordLaunchHandler(Platform platform)
{
    private const int MostTries = 10;
    private readonly FleetBlobs fleets = new(platform);

    /// <summary>Takes a <c>Launch Answered</c>.</summary>
    public async Task ApplyAsync(PlatformEvent told, CancellationToken cancel)
    {
        if (told.Kind != PlatformEvents.LaunchAnswered)
            throw new InputException($"event: the field 'detail-type' is \"{told.Kind}\"; it has to be {PlatformEvents.LaunchAnswered}.");
        var (run, fleet, outcome) = (told.Detail.Run("run"), told.Detail.Text("fleet"), ReadOutcome(told.Detail));
        platform.Log.About(run.Value);
        if (await fleets.FindAsync(run, fleet, cancel) is not { } order)
            throw new InputException($"{told.Kind}: the field 'fleet' is \"{fleet}\", but no such fleet was ordered for {run}.");
        if (order.Spoke != told.Spoke)
            throw new InputException($"{told.Kind}: it comes from {told.Spoke}, but the fleet {fleet} of {run} was ordered from {order.Spoke}.");
        var intents = await fleets.IntentsAsync(order, cancel);
        if (intents.Any(LaunchRecording.IsWaiting))
            await NoteOnSpokeAsync(order, outcome, cancel);
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            if (await RecordAsync(order, LaunchRecording.For(intents, outcome), cancel))
                return;
            intents = await fleets.IntentsAsync(order, cancel);
        }

        throw new Muster.Stores.StoreUnavailableException($"The intents of the fleet {fleet} of {run} were changed by others {MostTries} times in a row. The event comes again.");
    }

    private static LaunchOutcome ReadOutcome(Fields detail)
    {
        try
        {
            if (detail.Has("answer"))
                return new LaunchOutcome.Answered(FleetAnswer.Read(detail.Object("answer").Json));
        }
        catch (Exception error) when (error is FormatException or InvalidOperationException)
        {
            throw new InputException($"{detail.What}: the field 'answer' is no answer of CreateFleet: {error.Message}");
        }

        if (detail.Has("failure"))
            return new LaunchOutcome.CallFailed(LaunchErrors.OfFailure(detail.Object("failure").Text("Error"), detail.Object("failure").TextOrNull("Cause")));
        return new LaunchOutcome.Refused(detail.TextOrNull("refused") ?? throw new InputException($"{detail.What}: it has none of the fields answer, failure and refused."));
    }

    private async Task NoteOnSpokeAsync(SentFleet order, LaunchOutcome outcome, CancellationToken cancel)
    {
        var now = platform.Now;
        var throttled = outcome.Errors.Count(error => error.Kind == LaunchErrorKind.Throttled);
        var full = outcome.Errors.Count(error => error.Kind == LaunchErrorKind.Capacity);
        if (outcome.Errors.Count > 0 || outcome.Instances.Count > 0)
        {
            await platform.ChangeSpokeAsync(order.Spoke, spoke =>
            {
                var next = CapacityFailures.Remember(CapacityFailures.Forget(spoke, outcome.Instances, now), outcome.Errors, order.Asked, order.Spot, now, platform.Offers);
                return throttled == 0 ? next : next with { Governor = Governor.Throttle(next.Governor, now, platform.Offers.Governor) };
            }, cancel);
        }

        platform.Metrics.Add(PlatformMetrics.Launched, outcome.Instances.Count, order.Spoke);
        if (throttled > 0)
            platform.Metrics.Add(PlatformMetrics.Throttled, throttled, order.Spoke);
        if (full > 0)
            platform.Metrics.Add(PlatformMetrics.CapacityFailures, full, order.Spoke);
        foreach (var error in outcome.Errors)
            platform.Log.Warn("A launch failed.", ("fleet", order.Fleet), ("spoke", order.Spoke), ("kind", error.Kind), ("code", error.Code), ("error", error.Message));
    }

    /// <summary>EC2 tells when something happened to the second: what it tells of the same second must not seem to be before the order.</summary>
    private static DateTimeOffset WholeSecond(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerSecond));

    private async Task<bool> RecordAsync(SentFleet order, LaunchRecording recording, CancellationToken cancel)
    {
        foreach (var (instance, intent) in recording.Instances)
        {
            await platform.HearAsync(
                new(instance.Id, order.Spoke, InstanceState.Running, WholeSecond(order.At))
                {
                    Run = order.Run,
                    Token = intent?.Key.Token,
                    InstanceType = instance.InstanceType,
                    Zone = instance.Zone ?? order.Asked.FirstOrDefault(asked => asked.Subnet == instance.Subnet)?.Zone,
                    Spot = instance.Spot,
                },
                cancel);
        }

        var isDone = true;
        foreach (var step in recording.Steps)
        {
            var moved = await platform.MoveAsync(step, cancel);
            isDone &= moved || step.BarsWorker; // a worker that came before its bar needs none, and its coordinator sees it
            if (moved && step.Next.State == IntentState.Failed)
            {
                platform.Metrics.Add(PlatformMetrics.LaunchesFailed, 1, order.Spoke);
                platform.Log.Info("An intent failed.", ("intent", step.Next.Key), ("reason", step.Next.Reason));
            }
        }

        return isDone;
    }
}
