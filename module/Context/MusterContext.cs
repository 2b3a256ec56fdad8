using Muster.Cli.Stores;

namespace Muster.PowerShell.Context;

/// <summary>Where cmdlets work when they are not told otherwise. It holds for the session.</summary>
public sealed record MusterContext
{
    /// <summary>A directory, or <c>aws://REGION/NAME</c>; null: the variable MUSTER_STORE, else the directory of the user's data.</summary>
    public string? Store { get; init; }

    /// <summary>The name of a deployment on AWS; null: the store is on this machine, or <see cref="Store"/> names it.</summary>
    public string? StoreName { get; init; }

    /// <summary>The deployment's region; null: it is no deployment.</summary>
    public string? Region { get; init; }

    /// <summary>The profile of the credentials; null: as the AWS SDK finds them.</summary>
    public string? ProfileName { get; init; }

    /// <summary>Servers of one's own in place of AWS; null: AWS.</summary>
    public string? EndpointUrl { get; init; }

    /// <summary>The store in words, as it is in force now.</summary>
    public string Address => Resolve().Text;

    internal static MusterContext Current { get; set; } = new();

    /// <summary>The address that it gives.</summary>
    internal StoreAddress Resolve() =>
        StoreAddress.Of(StoreName is { } name ? $"aws://{Region}/{name}" : Store, Environment.GetEnvironmentVariable, ProfileName, EndpointUrl);
}
