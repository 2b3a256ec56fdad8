using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Muster.Aws.Contracts;
using Muster.Aws.Store;
using Muster.Tests.Aws.Store;
using Muster.Tests.Infra;
using Muster.Tests.Servers;
using Muster.Tests.Servers.StandIn;

namespace Muster.Tests.Executed.Rig;

/// <summary>The DynamoDB and the S3 of all scenarios, one after the other, so that functions which stay warm find them where they were; each scenario gets new tables.</summary>
internal sealed class PlatformServers : IDisposable
{
    private static readonly TimeSpan s_lookEvery = TimeSpan.FromMilliseconds(10);
    private readonly NodeServer dynamo;

    private PlatformServers(NodeServer dynamo) => this.dynamo = dynamo;

    /// <summary>The tables' names.</summary>
    public static TableNames Tables { get; } = new(SynthesizedPlatform.Deployment);

    /// <summary>The bucket's name.</summary>
    public static string Bucket { get; } = BucketNames.Of(SynthesizedPlatform.Deployment, SynthesizedPlatform.HubAccount, SynthesizedPlatform.HubRegion);

    /// <summary>The DynamoDB's address.</summary>
    public Uri Dynamo => dynamo.Address;

    /// <summary>The S3. What earlier scenarios wrote stays: runs differ in their names.</summary>
    public S3StandIn S3 { get; } = new(Bucket);

    /// <summary>Starts them.</summary>
    public static async Task<PlatformServers> StartAsync() => new(await NodeServer.StartAsync([], "dynalite"));

    /// <summary>Makes new tables in the place of those that are there.</summary>
    public async Task<AmazonDynamoDBClient> NewTablesAsync()
    {
        var client = DynamoRig.ClientOf(Dynamo);
        foreach (var table in TableSchema.Of(Tables))
            await DeleteAsync(client, table.Name);
        await DynamoTables.EnsureAsync(client, Tables, TimeProvider.System, CancellationToken.None);
        return client;
    }

    public void Dispose()
    {
        S3.Dispose();
        dynamo.Dispose();
    }

    private static async Task DeleteAsync(AmazonDynamoDBClient client, string table)
    {
        using var timer = new PeriodicTimer(s_lookEvery, TimeProvider.System);
        try
        {
            await client.DeleteTableAsync(table);
            while (true)
            {
                await client.DescribeTableAsync(table);
                await timer.WaitForNextTickAsync();
            }
        }
        catch (ResourceNotFoundException)
        {
            // It is not there, or not any more.
        }
    }
}
