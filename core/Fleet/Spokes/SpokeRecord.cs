using Muster.Stores;

namespace Muster.Fleet;

/// <summary>Where instances are launched: an account and a region.</summary>
/// <param name="Account">The account, 12 digits.</param>
/// <param name="Region">The region, such as <c>eu-west-1</c>.</param>
public readonly record struct SpokeKey(string Account, string Region)
{
    /// <inheritdoc />
    public override string ToString() => $"{Account}/{Region}";
}

/// <summary>What all runs share of a spoke: what it said of itself, how fast it may be asked, and what it had no capacity for.</summary>
public sealed record SpokeRecord : IVersioned
{
    /// <summary>The key.</summary>
    public required SpokeKey Key { get; init; }

    /// <inheritdoc />
    public required long Version { get; init; }

    /// <summary>Its subnets, as it said last; empty: it has not said yet.</summary>
    public IReadOnlyList<Subnet> Subnets { get; init; } = [];

    /// <summary>Its launch profiles, as it said last.</summary>
    public IReadOnlyList<LaunchProfile> Profiles { get; init; } = [];

    /// <summary>How fast launches may be sent to it.</summary>
    public GovernorState Governor { get; init; } = GovernorState.Full;

    /// <summary>Offers that had no capacity, and until when that is remembered.</summary>
    public IReadOnlyList<CapacityFailure> Failures { get; init; } = [];

    /// <summary>The catalogue's blob; null: none yet.</summary>
    public string? CatalogueUri { get; init; }

    /// <summary>When that catalogue was read (UTC); null: never.</summary>
    public DateTimeOffset? CatalogueAt { get; init; }

    /// <summary>The listing that is under way, or was last; null: none was asked for.</summary>
    public SpokeListing? Listing { get; init; }

    /// <summary>When the last complete listing was begun (UTC); null: none was complete.</summary>
    public DateTimeOffset? ListedAt { get; init; }

    /// <summary>The check that it answered last; null: none.</summary>
    public string? CheckAnswered { get; init; }

    /// <summary>When it did (UTC), by the hub's clock.</summary>
    public DateTimeOffset? CheckAnsweredAt { get; init; }

    /// <summary>The account's quotas there, as it told them with that; empty: it could not read them, or was never asked.</summary>
    public IReadOnlyList<SpokeQuota> Quotas { get; init; } = [];
}

/// <summary>A quota of an account in a region.</summary>
/// <param name="Code">Its code, such as <c>L-1216C47A</c>.</param>
/// <param name="Name">Its name, for people.</param>
/// <param name="Value">How much there may be, in what the name says; of instances: virtual CPUs.</param>
public sealed record SpokeQuota(string Code, string Name, double Value);

/// <summary>A subnet that instances may be launched in.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Zone">Its availability zone, such as <c>eu-west-1a</c>.</param>
public sealed record Subnet(string Id, string Zone);

/// <summary>A launch template that was deployed: image, role, key and network of instances.</summary>
/// <param name="Name">The template's name, which holds the digest of what it is made of.</param>
/// <param name="Architecture">The image's architecture; there is an agent for it: <c>x86_64</c>.</param>
/// <param name="Ami">The image, as the deployment's configuration names it; null: the platform's own.</param>
/// <param name="IamRole">The instance role; null: the platform's own.</param>
/// <param name="KeyPair">The key pair; null: none.</param>
/// <param name="Hibernates">Whether its instances can hibernate.</param>
public sealed record LaunchProfile(string Name, string Architecture, string? Ami, string? IamRole, string? KeyPair, bool Hibernates);

/// <summary>A token bucket: each launch of a fleet takes one.</summary>
/// <param name="Tokens">Tokens that were left at <paramref name="At"/>; null: it is full.</param>
/// <param name="At">When (UTC).</param>
/// <param name="PerSecond">How fast they come back; null: at the policy's full rate. Throttling halves it, and time restores it.</param>
public sealed record GovernorState(double? Tokens, DateTimeOffset At, double? PerSecond)
{
    /// <summary>Nothing was taken yet.</summary>
    public static GovernorState Full { get; } = new(null, DateTimeOffset.UnixEpoch, null);
}

/// <summary>An offer that had no capacity.</summary>
/// <param name="InstanceType">The type; <c>*</c>: all types.</param>
/// <param name="Zone">The availability zone; null: the whole region.</param>
/// <param name="Spot">Whether spot was asked for.</param>
/// <param name="Code">EC2's code, such as <c>InsufficientInstanceCapacity</c>.</param>
/// <param name="Until">Until when it is not tried again (UTC).</param>
public sealed record CapacityFailure(string InstanceType, string? Zone, bool Spot, string Code, DateTimeOffset Until);

/// <summary>A listing of a spoke's instances.</summary>
/// <param name="Id">Its id.</param>
/// <param name="BegunAt">When it was asked for (UTC).</param>
/// <param name="Pages">Pages that came so far; each counts once, whatever the order.</param>
/// <param name="LastPage">The number of the last one, 0-based; null: it has not come.</param>
public sealed record SpokeListing(string Id, DateTimeOffset BegunAt, Muster.Sets.IndexSet Pages, int? LastPage)
{
    /// <summary>Whether every page came.</summary>
    public bool IsComplete => LastPage is { } last && Pages.Count == last + 1;
}
