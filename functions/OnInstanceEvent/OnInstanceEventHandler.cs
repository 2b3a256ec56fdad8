using Muster.Aws.Contracts;
using Muster.Fleet;
using Muster.Functions.Events;
using Muster.Functions.Input;
using Muster.Functions.Stores;

namespace Muster.Functions.OnInstanceEvent;

/// <summary>
/// Records what happened to instances. EC2 tells of every instance of an account, also of those that are nobody's business here: of one that is not
/// known only trouble is recorded, because it may be told before the launch is, and DynamoDB forgets it again.
/// </summary>
/// <param name="platform">The world.</param>
internal sealed class OnInstanceEventHandler(Platform platform)
{
    /// <summary>Takes an event.</summary>
    public async Task ApplyAsync(PlatformEvent told, CancellationToken cancel)
    {
        foreach (var news in Read(told))
        {
            if (news.State == InstanceState.Running && await platform.Fleet.GetInstanceAsync(news.Id, cancel) is null)
                continue;
            if (!await platform.HearAsync(news, cancel))
                continue;
            platform.Log.Info("An instance changed.", ("instance", news.Id), ("spoke", news.Spoke), ("state", news.State), ("event", told.Id));
            if (told.Kind is PlatformEvents.SpotInterruption or PlatformEvents.Rebalance)
                platform.Metrics.Add(PlatformMetrics.Interruptions, 1, news.Spoke);
        }
    }

    private IEnumerable<InstanceNews> Read(PlatformEvent told) => told.Kind switch
    {
        PlatformEvents.StateChanged => [News(told, StateOf(told.Detail))],
        PlatformEvents.SpotInterruption => [News(told, InstanceState.Interrupted)],
        PlatformEvents.Rebalance => [News(told, InstanceState.Leaving)],
        PlatformEvents.ActAnswered => Acted(told),
        _ => throw new InputException(
            $"event: the field 'detail-type' is \"{told.Kind}\"; it has to be one of {PlatformEvents.StateChanged}, {PlatformEvents.SpotInterruption}, {PlatformEvents.Rebalance}, {PlatformEvents.ActAnswered}."),
    };

    private static InstanceNews News(PlatformEvent told, InstanceState state) => new(told.Detail.Text("instance-id"), told.Spoke, state, told.At);

    // What is on its way to a stop or an end still runs for seconds: nobody may be called dead for that.
    private static InstanceState StateOf(Fields detail) => detail.Word("state", "pending", "running", "stopping", "stopped", "shutting-down", "terminated") switch
    {
        "pending" or "running" => InstanceState.Running,
        "stopped" => InstanceState.Stopped,
        "terminated" => InstanceState.Terminated,
        _ => InstanceState.Interrupted,
    };

    private IEnumerable<InstanceNews> Acted(PlatformEvent told)
    {
        var (act, instances) = (told.Detail.Word("act", PlatformActs.Terminate, PlatformActs.Stop, PlatformActs.Hibernate), told.Detail.Texts("instances"));
        if (told.Detail.Has("failure"))
        {
            var failure = told.Detail.Object("failure");
            platform.Log.Warn("An act failed.", ("act", act), ("spoke", told.Spoke), ("instances", string.Join(' ', instances)), ("error", failure.TextOrNull("Error")), ("cause", failure.TextOrNull("Cause")));
            return [];
        }

        return instances.Select(instance => new InstanceNews(instance, told.Spoke, InstanceState.Interrupted, told.At));
    }
}
