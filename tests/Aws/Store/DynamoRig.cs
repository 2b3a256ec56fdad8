using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Muster.Aws.Contracts;
using Muster.Aws.Store;
using Muster.Testing.Faults;
using Muster.Testing.Simulation.Time;
using Muster.Tests.Servers;

namespace Muster.Tests.Aws.Store;

/// <summary>Stores on the DynamoDB of loopback, in tables of their own.</summary>
internal sealed class DynamoRig : IDisposable
{
    private static int s_number;
    private readonly Uri address;
    private readonly AmazonDynamoDBClient client;

    private DynamoRig(Uri address, TableNames names)
    {
        (this.address, Names) = (address, names);
        client = ClientOf(address);
        Store = Open();
    }

    /// <summary>A store over the tables.</summary>
    public DynamoRunStore Store { get; }

    /// <summary>The tables.</summary>
    public TableNames Names { get; }

    /// <summary>New tables.</summary>
    public static async Task<DynamoRig> NewAsync(DynamoServer server)
    {
        var number = Interlocked.Increment(ref s_number).ToString(CultureInfo.InvariantCulture);
        var rig = new DynamoRig(await server.AddressAsync(), new($"t{number}"));
        await DynamoTables.EnsureAsync(rig.client, rig.Names, TimeProvider.System, TestContext.Current.CancellationToken);
        return rig;
    }

    /// <summary>A store over the tables, as another process has it.</summary>
    /// <param name="options">How it behaves; null: as in production.</param>
    /// <param name="through">The server to talk to instead; null: the DynamoDB itself.</param>
    public DynamoRunStore Open(DynamoOptions? options = null, Uri? through = null) =>
        new(ClientOf(through ?? address), Names, $"aws://us-east-1/{Names.Deployment}", options ?? new() { Chance = Chance });

    /// <summary>A proxy before the DynamoDB.</summary>
    public FaultProxy NewProxy(FaultPlan plan) => new(address, plan.At, FaultAnswers.Dynamo, TimeProvider.System);

    /// <summary>Options of a store that hardly waits, with chance of its own.</summary>
    public static DynamoOptions Hurried(SimChance chance)
    {
        var gate = new Lock();
        return new() { Chance = Next, FirstWait = TimeSpan.FromMilliseconds(0.5), LongestWait = TimeSpan.FromMilliseconds(2) };

        double Next()
        {
            lock (gate)
                return chance.Next();
        }
    }

#pragma warning disable RS0030 // only to tell writes apart, and for waits
    public static double Chance() => Random.Shared.NextDouble();
#pragma warning restore RS0030

    public static AmazonDynamoDBClient ClientOf(Uri address) => new(
        new BasicAWSCredentials("dummy", "dummy"),
        new AmazonDynamoDBConfig { ServiceURL = address.ToString(), AuthenticationRegion = "us-east-1", MaxErrorRetry = 0, Timeout = TimeSpan.FromSeconds(20) });

    public void Dispose() => client.Dispose();
}
