using Muster.Aws.Contracts;
using Muster.Functions.Check;
using Muster.Functions.Events;
using Muster.Functions.Finish;
using Muster.Functions.OnInstanceEvent;
using Muster.Functions.Plan;
using Muster.Functions.Reap;
using Muster.Functions.RecordLaunch;
using Muster.Functions.Runtime;
using Muster.Functions.Stores;

namespace Muster.Functions;

/// <summary>The handlers by their names.</summary>
internal static class Handlers
{
    /// <summary>A handler over a world.</summary>
    /// <param name="name">One of <see cref="PlatformHandlers.All"/>.</param>
    /// <param name="platform">The world.</param>
    public static IHandler Of(string name, Platform platform) => name switch
    {
        PlatformHandlers.Plan => new PlanHandler(platform),
        PlatformHandlers.RecordLaunch => OfEvents(platform, new RecordLaunchHandler(platform).ApplyAsync),
        PlatformHandlers.OnInstanceEvent => OfEvents(platform, new OnInstanceEventHandler(platform).ApplyAsync),
        PlatformHandlers.Reap => new ReapHandler(platform),
        PlatformHandlers.Finish => new FinishHandler(platform),
        PlatformHandlers.Check => new CheckHandler(platform),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "An unknown handler."),
    };

    private static EventBatch OfEvents(Platform platform, Func<PlatformEvent, CancellationToken, Task> apply) => new(platform.Names.Deployment, apply, platform.Log, platform.Metrics);
}
