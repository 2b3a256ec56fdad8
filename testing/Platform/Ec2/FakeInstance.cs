using System.Text.Json.Nodes;

namespace Muster.Testing.Platform.Ec2;

/// <summary>An instance of the fake.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Account">The account.</param>
/// <param name="Region">The region.</param>
/// <param name="Offer">What it is.</param>
/// <param name="Tags">Its tags.</param>
/// <param name="LaunchedAt">When it was launched (UTC).</param>
public sealed record FakeInstance(string Id, string Account, string Region, OfferKey Offer, IReadOnlyDictionary<string, string> Tags, DateTimeOffset LaunchedAt)
{
    private static readonly string[] s_states = ["pending", "running", "shutting-down", "terminated", "stopping", "stopped"];

    // EC2's numbers of states. Source: Amazon EC2 API reference, InstanceState, 2026-11.
    private static readonly int[] s_codes = [0, 16, 32, 48, 64, 80];

    /// <summary>Its state, in EC2's words.</summary>
    public string State { get; internal set; } = "pending";

    /// <summary>From when on listings show it (UTC).</summary>
    public DateTimeOffset VisibleFrom { get; internal set; }

    /// <summary>Whether it is still to be paid for, or may be so again.</summary>
    public bool IsAlive => State is "pending" or "running" or "stopping" or "stopped";

    internal string LastShown { get; set; } = "pending";

    internal DateTimeOffset StateVisibleFrom { get; set; }

    internal JsonObject Describe(DateTimeOffset now)
    {
        if (now >= StateVisibleFrom)
            LastShown = State;
        var json = new JsonObject
        {
            ["InstanceId"] = Id,
            ["InstanceType"] = Offer.Type,
            ["ImageId"] = "ami-0123456789abcdef0",
            ["LaunchTime"] = LaunchedAt.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"),
            ["Placement"] = new JsonObject { ["AvailabilityZone"] = Offer.Zone, ["Tenancy"] = "default" },
            [nameof(State)] = StateOf(LastShown),
            ["SubnetId"] = Offer.Subnet,
            [nameof(Tags)] = new JsonArray([.. Tags.Select(tag => new JsonObject { ["Key"] = tag.Key, ["Value"] = tag.Value })]),
        };
        if (Offer.Spot)
            json["InstanceLifecycle"] = "spot";
        return json;
    }

    internal static JsonObject StateOf(string state) => new() { ["Code"] = s_codes[Array.IndexOf(s_states, state)], ["Name"] = state };
}

/// <summary>What can be launched: a type in a subnet, on a market.</summary>
/// <param name="Type">The instance type.</param>
/// <param name="Subnet">The subnet.</param>
/// <param name="Zone">Its availability zone.</param>
/// <param name="Spot">Whether on the spot market.</param>
public sealed record OfferKey(string Type, string Subnet, string Zone, bool Spot);
