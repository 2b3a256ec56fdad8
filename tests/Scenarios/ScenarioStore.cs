using Amazon.DynamoDBv2;
using Muster.Aws.Blobs;
using Muster.Aws.Contracts;
using Muster.Aws.Store;
using Muster.Tests.Aws.Store;
using Muster.Tests.Servers;

namespace Muster.Tests.Scenarios;

/// <summary>Which store a scenario runs on. Each scenario is written once, and runs on every kind.</summary>
public abstract class ScenarioStore
{
    /// <summary>In a directory of this machine.</summary>
    public static ScenarioStore Local { get; } = new OnThisMachine();

    /// <summary>On servers of DynamoDB and S3; points run on this machine all the same.</summary>
    public static ScenarioStore OnAws(DynamoServer dynamo, S3Server s3) => new OnServers(dynamo, s3);

    internal abstract Task<Scenario> NewAsync();

    private sealed class OnThisMachine : ScenarioStore
    {
        internal override Task<Scenario> NewAsync() => Task.FromResult(new Scenario());
    }

    private sealed class OnServers(DynamoServer dynamo, S3Server s3) : ScenarioStore
    {
        internal override async Task<Scenario> NewAsync()
        {
            var rig = await DynamoRig.NewAsync(dynamo);
            var clients = await s3.ClientsAsync();
            return new(new ScenarioServers(rig, clients, await s3.MakePlaceAsync(clients), await dynamo.AddressAsync(), await s3.AddressAsync()));
        }
    }
}

/// <summary>The servers of one scenario.</summary>
internal sealed record ScenarioServers(DynamoRig Rig, S3Clients Clients, S3BlobPlace Place, Uri Dynamo, Uri S3) : IDisposable
{
    /// <summary>The value of <c>--store</c>.</summary>
    public string Address => $"aws://us-east-1/{Rig.Names.Deployment}";

    /// <summary>What a process needs to find them, and nothing of the user's own.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Variables =>
    [
        new("AWS_ENDPOINT_URL_DYNAMODB", Dynamo.AbsoluteUri),
        new("AWS_ENDPOINT_URL_S3", S3.AbsoluteUri),
        new("AWS_ACCESS_KEY_ID", "S3RVER"),
        new("AWS_SECRET_ACCESS_KEY", "S3RVER"),
        new("AWS_EC2_METADATA_DISABLED", "true"),
        new("AWS_CONFIG_FILE", "/dev/null"),
        new("AWS_SHARED_CREDENTIALS_FILE", "/dev/null"),
        new("AWS_PROFILE", null),
        new("MUSTER_BUCKET", Place.Bucket),
    ];

    public void Dispose()
    {
        Rig.Dispose();
        Clients.Dispose();
    }
}
