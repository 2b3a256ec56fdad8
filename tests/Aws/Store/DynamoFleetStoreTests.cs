using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Muster.Aws.Contracts;
using Muster.Aws.Store;
using Muster.Fleet;
using Muster.Runs;
using Muster.Tests.Conformance;
using Muster.Tests.Servers;

namespace Muster.Tests.Aws.Store;

public sealed class DynamoFleetStoreTests(DynamoServer server) : FleetStoreConformance, IAsyncLifetime
{
    private DynamoRig rig = null!;
    private AmazonDynamoDBClient client = null!;
    private DynamoFleetStore store = null!;
    private DynamoFleetStore another = null!;

    protected override IFleetStore Store => store;

    protected override IFleetStore Another => another;

    [Fact]
    public async Task A_wish_has_its_fields_where_a_pipe_reads_them()
    {
        var run = RunId.FromToken("token");
        await store.WishAsync(new PlatformWish.Start(run, IsQueue: true, Generation: 3));
        await store.WishAsync(new PlatformWish.Check("c1"));
        await store.WishAsync(new PlatformWish.Machine(new("111122223333", "eu-west-1"), new() { Instance = "i-1", Wish = MachineWish.Hibernate, Reason = "idle", AskedAt = Samples.Noon, Agent = "a1" }));

        var items = (await client.ScanAsync(new ScanRequest { TableName = rig.Names.Intents })).Items.ToDictionary(item => item["k"].S);
        Assert.Equal((run.Value, "start#3", run.Value, true, "3"), (items["start"]["pk"].S, items["start"]["sk"].S, items["start"]["run"].S, items["start"]["queue"].BOOL, items["start"]["generation"].N));
        Assert.Equal(("check#c1", "c1"), (items["check"]["pk"].S, items["check"]["check"].S));
        Assert.Equal(
            ("machine#i-1", "111122223333", "eu-west-1", "i-1", "hibernate", "idle", "a1"),
            (items["machine"]["pk"].S, items["machine"]["account"].S, items["machine"]["region"].S, items["machine"]["instance"].S, items["machine"]["act"].S, items["machine"]["why"].S, items["machine"]["agent"].S));
    }

    [Fact]
    public async Task A_wish_to_start_a_run_is_no_open_intent_of_it()
    {
        await store.WishAsync(new PlatformWish.Start(RunId.FromToken("token"), IsQueue: false, Generation: 0));

        Assert.Empty(await rig.Store.ListOpenIntentsAsync(RunId.FromToken("token")));
    }

    [Fact]
    public async Task Instances_that_ended_long_ago_cost_a_look_at_what_points_to_them_and_are_not_read()
    {
        var (run, meter) = (RunId.FromToken("token"), new RequestMeter());
        var metered = Open(client, meter);
        foreach (var number in Enumerable.Range(0, 150))
        {
            var gone = new InstanceRecord { Id = $"i-{number:D3}", Version = 1, Spoke = new("111122223333", "eu-west-1"), State = InstanceState.Terminated, Run = run, Token = "w1-1", HeardAt = Samples.Noon.AddMinutes(-number) };
            await store.WriteAsync(gone with { State = InstanceState.Leaving }, TestContext.Current.CancellationToken);
            await store.WriteAsync(gone with { Version = 2 }, TestContext.Current.CancellationToken);
        }

        Assert.Equal(3, (await metered.ListTroubledAsync(run, Samples.Noon.AddMinutes(-2), TestContext.Current.CancellationToken)).Count);

        Assert.Equal(new("ListTroubled", 2, 0, 5, 0), Assert.Single(meter.Counts));
    }

    public async ValueTask InitializeAsync()
    {
        rig = await DynamoRig.NewAsync(server);
        var address = await server.AddressAsync();
        client = DynamoRig.ClientOf(address);
        (store, another) = (Open(client), Open(client));
    }

    public ValueTask DisposeAsync()
    {
        client?.Dispose();
        rig?.Dispose();
        return ValueTask.CompletedTask;
    }

    protected override async Task<IReadOnlyList<string>> WishesAsync() =>
        [.. (await client.ScanAsync(new ScanRequest { TableName = rig.Names.Intents })).Items.Where(item => item.ContainsKey(Attributes.Wish)).Select(KeyOf)];

    private DynamoFleetStore Open(AmazonDynamoDBClient over, RequestMeter? meter = null) =>
        new(over, rig.Names, $"aws://us-east-1/{rig.Names.Deployment}", new() { Chance = DynamoRig.Chance, Meter = meter });

    private static string KeyOf(Dictionary<string, AttributeValue> item)
    {
        var (partition, sort) = (item[Attributes.Partition].S.Split('#'), item[Attributes.Sort].S.Split('#'));
        return item[Attributes.Wish].S switch
        {
            Attributes.StartWish => $"start {partition[0]} {sort[1]}",
            Attributes.CheckWish => $"check {partition[1]}",
            _ => $"machine {partition[1]} {sort[0]} {long.Parse(sort[1])}",
        };
    }
}
