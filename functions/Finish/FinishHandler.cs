using System.Text.Json;
using Muster.Coordination;
using Muster.Fleet;
using Muster.Functions.Input;
using Muster.Functions.Orders;
using Muster.Functions.Runtime;
using Muster.Functions.Stores;
using Muster.Runs;
using Muster.Stores;
using Muster.Units;

namespace Muster.Functions.Finish;

/// <summary>Ends what a run left, once it has ended; or records why its machine failed, and gives back the lock that it held.</summary>
/// <param name="platform">The world.</param>
internal sealed class FinishHandler(Platform platform) : IHandler
{
    private const int MostTries = 10;
    private const int LongestCause = 400;

    /// <inheritdoc />
    public async Task HandleAsync(JsonElement input, Utf8JsonWriter output, CancellationToken cancel)
    {
        var fields = Fields.Of(input, "finish");
        fields.Only("run", "owner", "failure");
        var (run, owner) = (fields.Run("run"), fields.Text("owner"));
        platform.Log.About(run.Value);
        if (fields.Has("failure"))
            await RecordFailureAsync(run, owner, FailureOf(fields.Object("failure")), cancel);
        var outbox = new Outbox(platform.Names);
        if (await platform.Records.GetRunAsync(run, cancel) is not { HasEnded: false })
            await EndInstancesAsync(run, outbox, cancel);
        output.WriteStartObject();
        outbox.WriteTo(output);
        output.WriteEndObject();
    }

    private static string FailureOf(Fields failure)
    {
        var (error, cause) = (failure.TextOrNull("Error") ?? "an error without a name", failure.TextOrNull("Cause"));
        return cause is null ? error : $"{error}: {(cause.Length > LongestCause ? $"{cause.AsSpan(0, LongestCause)}…" : cause)}";
    }

    private async Task RecordFailureAsync(RunId id, string owner, string failure, CancellationToken cancel)
    {
        var restart = platform.Pace.RestartEvery;
        var reason = new WaitReason(WaitCause.Engine, $"Its coordinator {owner} failed: {failure.TrimEnd('.')}. Another is started within {Duration.Format(2 * restart)}.", platform.Now + (2 * restart));
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            if (await platform.Records.GetRunAsync(id, cancel) is not { } run || run.CoordinatorFailed(owner, reason, platform.Now) is not { } next)
                return;
            if (await platform.Records.WriteAsync(next, cancel) == WriteAnswer.Written)
            {
                platform.Log.Warn("A coordinator failed.", ("owner", owner), ("failure", failure));
                return;
            }
        }
    }

    /// <summary>Orders the end of all instances that were launched for a run and are not known to be gone. Those that end by themselves are none the worse.</summary>
    private async Task EndInstancesAsync(RunId run, Outbox outbox, CancellationToken cancel)
    {
        var fleets = new FleetBlobs(platform);
        var left = new List<(SpokeKey Spoke, string Instance)>();
        foreach (var order in await fleets.ListAsync(run, cancel))
        {
            foreach (var instance in (await fleets.IntentsAsync(order, cancel)).Select(intent => intent.Instance).OfType<string>())
            {
                if (await platform.Fleet.GetInstanceAsync(instance, cancel) is not { State: InstanceState.Terminated })
                    left.Add((order.Spoke, instance));
            }
        }

        foreach (var spoke in left.GroupBy(one => one.Spoke))
            outbox.Terminate(spoke.Key, [.. spoke.Select(one => one.Instance).Distinct()], $"Its run {run} has ended.");
        if (left.Count > 0)
            platform.Log.Info("The run's instances are to end.", ("instances", left.Count));
    }
}
