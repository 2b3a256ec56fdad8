namespace Muster.Aws.Contracts;

/// <summary>What hub and spokes say to each other; the decision record <c>aws-platform</c> has the fields of each detail.</summary>
public static class PlatformEvents
{
    /// <summary>The source of the hub's orders.</summary>
    public const string FromHub = "muster.hub";

    /// <summary>The source of the spokes' answers.</summary>
    public const string FromSpoke = "muster.spoke";

    /// <summary>The source of EC2's own events.</summary>
    public const string FromEc2 = "aws.ec2";

    /// <summary>Most entries in one call of <c>PutEvents</c>. Source: Amazon EventBridge API reference, PutEvents, 2026-11.</summary>
    public const int MostEntries = 10;

    /// <summary>Order: launch a fleet.</summary>
    public const string Launch = "Launch";

    /// <summary>Answer: what came of it.</summary>
    public const string LaunchAnswered = "Launch Answered";

    /// <summary>Order: list the deployment's instances.</summary>
    public const string List = "List";

    /// <summary>Answer: a page of the listing.</summary>
    public const string PageListed = "Page Listed";

    /// <summary>Order: terminate, stop or hibernate instances.</summary>
    public const string Act = "Act";

    /// <summary>Answer: that it was done, or failed.</summary>
    public const string ActAnswered = "Act Answered";

    /// <summary>Order: say that you are there.</summary>
    public const string Check = "Check";

    /// <summary>Answer: I am, with the quotas.</summary>
    public const string CheckAnswered = "Check Answered";

    /// <summary>Told by schedule: a page of what there is.</summary>
    public const string CataloguePage = "Catalogue Page";

    /// <summary>EC2: an instance's state is another.</summary>
    public const string StateChanged = "EC2 Instance State-change Notification";

    /// <summary>EC2: a spot instance is taken back in two minutes.</summary>
    public const string SpotInterruption = "EC2 Spot Instance Interruption Warning";

    /// <summary>EC2: a spot instance is likely to be taken back.</summary>
    public const string Rebalance = "EC2 Instance Rebalance Recommendation";
}

/// <summary>What an <see cref="PlatformEvents.Act"/> order may have done.</summary>
public static class PlatformActs
{
    /// <summary>End for good.</summary>
    public const string Terminate = "terminate";

    /// <summary>Stop; the disks stay.</summary>
    public const string Stop = "stop";

    /// <summary>Stop with the memory kept.</summary>
    public const string Hibernate = "hibernate";

    /// <summary>The act for a wish.</summary>
    public static string Of(Muster.Fleet.MachineWish wish) => wish switch
    {
        Muster.Fleet.MachineWish.Terminate => Terminate,
        Muster.Fleet.MachineWish.Stop => Stop,
        Muster.Fleet.MachineWish.Hibernate => Hibernate,
        _ => throw new ArgumentOutOfRangeException(nameof(wish), wish, "An unknown wish."),
    };
}

/// <summary>The tags of what is launched.</summary>
public static class PlatformTags
{
    /// <summary>The deployment's name.</summary>
    public const string Deployment = "muster:deployment";

    /// <summary>How it came to be; only <see cref="Launched"/> may be ended by the reaper.</summary>
    public const string Origin = "muster:origin";

    /// <summary>The value of <see cref="Origin"/> for what Muster launched.</summary>
    public const string Launched = "launched";

    /// <summary>The run it was launched for.</summary>
    public const string Run = "muster:run";

    /// <summary>The fleet's token.</summary>
    public const string Fleet = "muster:fleet";
}
