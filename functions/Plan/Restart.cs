using System.Text.Json;
using Muster.Aws.Contracts;
using Muster.Fleet;
using Muster.Functions.Input;
using Muster.Functions.Stores;
using Muster.Runs;

namespace Muster.Functions.Plan;

/// <summary>
/// Starts coordinators for runs that want work and seem to have none: wishes, under a generation that follows from the time, so that a run is started once
/// within each period. One that is started beside another watches its lock, and leaves.
/// </summary>
/// <param name="platform">The world.</param>
internal sealed class Restart(Platform platform)
{
    /// <summary>Runs looked at; those that follow have their turn when these are done.</summary>
    private const int Most = 1000;

    /// <summary>Looks and wishes.</summary>
    public async Task HandleAsync(Fields input, Utf8JsonWriter output, CancellationToken cancel)
    {
        input.Only("restart");
        if (!input.Flag("restart"))
            throw new InputException("plan: the field 'restart' is false; leave it out.");
        var now = platform.Now;
        var generation = now.ToUnixTimeSeconds() / Math.Max(1, (long)platform.Pace.RestartEvery.TotalSeconds);
        var started = new List<RunId>();
        foreach (var run in (await platform.Records.ListRunsWantingWorkAsync(Most, cancel)).Where(run => IsAlone(run, now)))
        {
            await platform.Fleet.WishAsync(new PlatformWish.Start(run.Id, run.PointCount == 1, generation), cancel);
            platform.Log.Warn("A run without a coordinator is started again.", ("restarted", run.Id), ("lock", run.Lock?.Owner), ("updated", run.UpdatedAt));
            started.Add(run.Id);
        }

        platform.Metrics.Add(PlatformMetrics.Restarted, started.Count);
        output.WriteStartObject();
        output.WriteStartArray("started");
        foreach (var run in started)
            output.WriteStringValue(run.Value);
        output.WriteEndArray();
        output.WriteEndObject();
    }

    private bool IsAlone(RunRecord run, DateTimeOffset now) =>
        run.WantsWork && now - run.UpdatedAt > (run.Lock?.Owner is null ? platform.Pace.RestartEvery : platform.Pace.RestartAfter);
}
