using System.Collections.Concurrent;
using Muster.Cli;
using Muster.Cli.Stores;

namespace Muster.PowerShell.Context;

/// <summary>Where cmdlets work when they are not told otherwise. It holds for the session.</summary>
public sealed record MusterContext
{
    private static readonly ConcurrentDictionary<string, MusterContext> Reached = new(StringComparer.Ordinal);

    /// <summary>A directory, or <c>aws://REGION/NAME</c>; null: the variable MUSTER_STORE, else the directory of the user's data.</summary>
    public string? Store { get; init; }

    /// <summary>The name of a deployment on AWS; null: the store is on this machine, or <see cref="Store"/> names it.</summary>
    public string? StoreName { get; init; }

    /// <summary>The deployment's region; null: the variable AWS_REGION or AWS_DEFAULT_REGION.</summary>
    public string? Region { get; init; }

    /// <summary>The profile of the credentials; null: as the AWS SDK finds them.</summary>
    public string? ProfileName { get; init; }

    /// <summary>Keys that were given by hand; null: none.</summary>
    public MusterCredential? Credential { get; init; }

    /// <summary>Servers of one's own in place of AWS; null: AWS.</summary>
    public string? EndpointUrl { get; init; }

    /// <summary>The store in words, as it is in force now.</summary>
    public string Address => Resolve().Text;

    internal static MusterContext Current { get; set; } = new();

    /// <summary>How a store was reached before in this session, such as by which profile: objects that are piped on bring their store's address alone.</summary>
    internal static MusterContext ReachOf(string address) => Reached.GetValueOrDefault(address) ?? new();

    /// <summary>Keeps how a store is reached.</summary>
    internal void Remember(StoreAddress address)
    {
        if (address.Aws is not null)
            Reached[address.Text] = this;
    }

    /// <summary>The address that it gives.</summary>
    internal StoreAddress Resolve()
    {
        var address = StoreAddress.Of(StoreName is { } name ? $"aws://{RegionOf(name)}/{name}" : Store, Environment.GetEnvironmentVariable, ProfileName, EndpointUrl);
        return Credential is { } given ? address.With(given.Keys) : address;
    }

    private string RegionOf(string name) => Region ?? Set("AWS_REGION") ?? Set("AWS_DEFAULT_REGION")
        ?? throw new UsageException($"The region of the deployment '{name}' is not known. Give it: -Region eu-central-1, or set AWS_REGION.");

    private static string? Set(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;
}
