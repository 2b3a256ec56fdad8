using Muster.Aws.Context;
using Muster.Aws.Contracts;
using Muster.Cli.Stores;
using Muster.Fleet;
using Muster.Runs;

namespace Muster.Cli.Agents;

/// <summary>What an instance of a platform knows of itself: which machine it is, and for what it was launched.</summary>
/// <param name="Identity">The machine.</param>
/// <param name="Deployment">The deployment that launched it.</param>
/// <param name="Run">The run it was launched for.</param>
/// <param name="Fleet">The fleet it came with; null: not said.</param>
internal sealed record InstanceSelf(InstanceIdentity Identity, string Deployment, RunId Run, string? Fleet)
{
    /// <summary>The variable that names the role that an agent assumes.</summary>
    public const string RoleVariable = "MUSTER_AGENT_ROLE";

    /// <summary>The variable with the external id that the role's trust asks for.</summary>
    public const string ExternalIdVariable = "MUSTER_EXTERNAL_ID";

    /// <summary>Asks the machine's metadata.</summary>
    /// <exception cref="InstanceMetadataException">There is no answer, or the machine was not launched by a platform.</exception>
    public static async Task<InstanceSelf> ReadAsync(IInstanceMetadata metadata, CancellationToken cancel)
    {
        var identity = await metadata.GetIdentityAsync(cancel);
        var tags = await metadata.GetTagsAsync(cancel);
        return new(identity, Of(PlatformTags.Deployment), new(Of(PlatformTags.Run)), tags.GetValueOrDefault(PlatformTags.Fleet));

        string Of(string tag) => tags.TryGetValue(tag, out var value) && value.Length > 0 ? value : throw new InstanceMetadataException(
            $"The instance {identity.Id} has no tag {tag}, so it was not launched by a platform of Muster. To serve a store from any machine: muster agent --store STORE");
    }

    /// <summary>Where its store is.</summary>
    /// <param name="store">The value of <c>--store</c>; null: not given.</param>
    /// <param name="environment">The environment's variables.</param>
    /// <exception cref="UsageException">It is no store of the deployment.</exception>
    public StoreAddress AddressOf(string? store, Func<string, string?> environment)
    {
        var text = store ?? environment(StoreAddress.Variable) ?? $"{AwsAddress.Scheme}{Identity.Region}/{Deployment}";
        var address = StoreAddress.Of(text, environment);
        if (address.Aws?.Deployment != Deployment)
            throw new UsageException($"The store is {address.Text}, but the instance {Identity.Id} was launched by the deployment {Deployment} (tag {PlatformTags.Deployment}). Name that one's store: aws://REGION/{Deployment}");
        return environment(RoleVariable) is { Length: > 0 } role ? address.As(RoleOf(role, environment(ExternalIdVariable))) : address;
    }

    private AssumedRole RoleOf(string arn, string? externalId) => new(arn, Identity.Id)
    {
        ExternalId = externalId is { Length: > 0 } ? externalId : null,
        Tags = new Dictionary<string, string>(StringComparer.Ordinal) { [PlatformTags.Run] = Run.Value },
    };
}
