namespace Muster.Aws.Contracts;

/// <summary>The metrics that functions tell, for alarms and dashboards. All have the dimension <c>Deployment</c>; those of a spoke also come by <c>Account</c> and <c>Region</c>.</summary>
public static class PlatformMetrics
{
    /// <summary>The namespace.</summary>
    public const string Namespace = "Muster";

    /// <summary>A listing of a spoke was complete, by spoke; the alarm of a silent reaper is on this one.</summary>
    public const string ListingsComplete = "ListingsComplete";

    /// <summary>Instances that the reaper had terminated, by spoke.</summary>
    public const string Reaped = "Reaped";

    /// <summary>Instances that were launched, by spoke.</summary>
    public const string Launched = "Launched";

    /// <summary>Intents that failed, by spoke.</summary>
    public const string LaunchesFailed = "LaunchesFailed";

    /// <summary>Calls of EC2 that were throttled, by spoke.</summary>
    public const string Throttled = "Throttled";

    /// <summary>Offers that had no capacity, by spoke.</summary>
    public const string CapacityFailures = "CapacityFailures";

    /// <summary>Interruptions and rebalance notices of instances, by spoke.</summary>
    public const string Interruptions = "Interruptions";

    /// <summary>Coordinators that were started again.</summary>
    public const string Restarted = "Restarted";

    /// <summary>Events that no handler could take.</summary>
    public const string Refused = "Refused";

    /// <summary>Ticks of coordinators.</summary>
    public const string Ticks = "Ticks";

    /// <summary>What a tick took.</summary>
    public const string TickTime = "TickTime";
}
