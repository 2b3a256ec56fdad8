using System.Text.Json.Nodes;
using Muster.Aws.Contracts;
using Muster.Fleet;
using Muster.Functions.Input;
using Muster.Testing.Builders;

namespace Muster.Tests.Functions;

public sealed class ReapTests : IAsyncLifetime
{
    private readonly FunctionWorld world = new();
    private BuiltRun run = null!;

    public async ValueTask InitializeAsync()
    {
        await world.WithSpokeAsync();
        run = await world.Runs.AddAsync("sweep", 6, record => record with { MaxConcurrent = 6 });
        await new SweepMachine(world, run.Id, "RUN-0").TickAsync(); // a fleet of three
        world.Time.Move(TimeSpan.FromMinutes(6));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task By_schedule_every_spoke_is_asked_for_a_listing_of_its_own()
    {
        await world.WithSpokeAsync(new("444455556666", "us-east-1"));

        var orders = Orders(await world.CallAsync(PlatformHandlers.Reap, new JsonObject { ["start"] = true }));

        Assert.Equal(["111122223333/eu-west-1", "444455556666/us-east-1"], orders.Select(order => $"{order["account"]}/{order["region"]}"));
        Assert.Equal(orders[0]["listing"]!.GetValue<string>(), (await world.Fleet.GetSpokeAsync(FunctionWorld.Ireland))!.Listing!.Id);
    }

    [Fact]
    public async Task An_orphan_is_ordered_to_end_and_foreign_and_young_instances_live()
    {
        var answer = await PageAsync("l1", 0, true, Instance("i-orphan", fleet: "w7-7"), Instance("i-foreign", deployment: "other"), Instance("i-imported", origin: "imported"), Instance("i-young", minutes: 1), Instance("i-gone", state: "terminated"));

        var order = Assert.Single(Orders(answer));
        Assert.Equal("{\"deployment\":\"team\",\"account\":\"111122223333\",\"region\":\"eu-west-1\",\"act\":\"terminate\",\"instances\":[\"i-orphan\"],\"why\":\"No intent is known for it.\"}", order.ToJsonString());
        Assert.Equal(1, world.Metric(PlatformMetrics.Reaped));
    }

    [Fact]
    public async Task An_instance_of_a_fleet_without_an_answer_settles_the_first_intent_that_waits()
    {
        var answer = await PageAsync("l1", 0, true, Instance("i-1"), Instance("i-2"));

        Assert.Empty(Orders(answer));
        Assert.Equal([(IntentState.Launched, "i-1"), (IntentState.Launched, "i-2"), (IntentState.Recorded, null)], await IntentsAsync());
        Assert.Equal(("w1-2", run.Id), await world.Fleet.GetInstanceAsync("i-2") is { } known ? (known.Token!, known.Run!.Value) : default);
    }

    [Fact]
    public async Task The_same_page_twice_and_the_late_answer_change_nothing_more()
    {
        await PageAsync("l1", 0, true, Instance("i-2"), Instance("i-1"));
        var intents = await IntentsAsync();

        await PageAsync("l1", 0, true, Instance("i-1"), Instance("i-2"));
        await world.TellAsync(PlatformHandlers.RecordLaunch, PlatformEvents.LaunchAnswered, new() { ["run"] = run.Id.Value, ["fleet"] = "w1-1", ["answer"] = FunctionWorld.FleetAnswer(["i-1", "i-2", "i-3"]) });

        Assert.Equal([.. intents.Take(2), (IntentState.Launched, "i-3")], await IntentsAsync());
    }

    [Fact]
    public async Task A_listing_counts_when_every_page_was_judged_and_is_told_once()
    {
        var listing = Orders(await world.CallAsync(PlatformHandlers.Reap, new JsonObject { ["start"] = true }))[0]["listing"]!.GetValue<string>();
        var begun = world.Time.GetUtcNow();
        world.Time.Move(TimeSpan.FromSeconds(30));
        await PageAsync(listing, 1, true);
        Assert.Null((await world.Fleet.GetSpokeAsync(FunctionWorld.Ireland))!.ListedAt);
        await PageAsync(listing, 0, false);
        await PageAsync(listing, 1, true);
        await PageAsync(listing, 0, false);

        Assert.Equal(begun, (await world.Fleet.GetSpokeAsync(FunctionWorld.Ireland))!.ListedAt);
        Assert.Equal(1, world.Metric(PlatformMetrics.ListingsComplete));
    }

    [Fact]
    public async Task A_page_whose_reads_fail_terminates_nobody_and_does_not_count()
    {
        var listing = Orders(await world.CallAsync(PlatformHandlers.Reap, new JsonObject { ["start"] = true }))[0]["listing"]!.GetValue<string>();
        await PageAsync("other", 0, false, Instance("i-1"));
        world.Before = store => DyingStoreProxy.Over(store, 0);

        await Assert.ThrowsAsync<ProcessDiedException>(() => PageAsync(listing, 0, true, Instance("i-1"), Instance("i-orphan", fleet: "w7-7")));

        Assert.Null((await world.Fleet.GetSpokeAsync(FunctionWorld.Ireland))!.ListedAt);
    }

    [Fact]
    public async Task An_instance_whose_worker_works_lives_until_its_run_has_ended()
    {
        await PageAsync("l1", 0, true, Instance("i-1"));
        var intent = await world.IntentAsync(run.Id, "w1-1");
        await world.JoinAsync(intent);
        await world.Runs.Store.WriteAsync(intent with { Version = intent.Version + 1, State = IntentState.Joined });
        Assert.Empty(Orders(await PageAsync("l2", 0, true, Instance("i-1"))));

        await run.ChangeAsync(record => record with { State = Muster.Runs.RunState.Complete, CompletedAt = world.Time.GetUtcNow() });

        Assert.Equal($"Its run {run.Id} is Complete.", Assert.Single(Orders(await PageAsync("l3", 0, true, Instance("i-1"))))["why"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_state_that_a_listing_shows_is_recorded_from_when_the_listing_was_begun()
    {
        await PageAsync("l1", 0, true, Instance("i-1"));
        var listing = Orders(await world.CallAsync(PlatformHandlers.Reap, new JsonObject { ["start"] = true }))[0]["listing"]!.GetValue<string>();
        var begun = world.Time.GetUtcNow();
        world.Time.Move(TimeSpan.FromSeconds(30));
        await PageAsync(listing, 0, true, Instance("i-1", state: "stopped"));

        Assert.Equal((InstanceState.Stopped, begun), await world.Fleet.GetInstanceAsync("i-1") is { } instance ? (instance.State, instance.HeardAt) : default);
    }

    [Theory]
    [InlineData("{\"listing\":\"l\",\"page\":0}", "Page Listed: the field 'last' is missing; it has to be true or false.")]
    [InlineData("{\"listing\":\"l\",\"page\":\"1\",\"last\":true}", "Page Listed: the field 'page' is \"1\"; it has to be a whole number of at least 0.")]
    [InlineData("{\"listing\":\"l\",\"page\":0,\"last\":true,\"instances\":[{\"id\":\"i-1\"}]}", "Page Listed.instances[0]: the field 'launchTime' is missing; it has to be a text.")]
    public async Task A_page_that_is_none_is_refused_with_field_and_value(string detail, string message) => Assert.Equal(
        message, (await Assert.ThrowsAsync<InputException>(() => world.TellAsync(PlatformHandlers.Reap, PlatformEvents.PageListed, JsonNode.Parse(detail)!.AsObject()))).Message);

    private static IReadOnlyList<JsonObject> Orders(JsonObject answer) => [.. answer["batches"]!.AsArray().SelectMany(batch => batch!.AsArray()).Select(entry => entry!["Detail"]!.AsObject())];

    private Task<JsonObject> PageAsync(string listing, int page, bool last, params JsonObject[] instances) => world.TellAsync(
        PlatformHandlers.Reap, PlatformEvents.PageListed,
        new() { ["listing"] = listing, ["page"] = page, ["last"] = last, ["instances"] = new JsonArray([.. instances.Select(one => one.DeepClone())]) });

    private JsonObject Instance(string id, string? fleet = "w1-1", string deployment = "team", string origin = "launched", int minutes = 10, string state = "running") => new()
    {
        ["id"] = id,
        ["launchTime"] = world.Time.GetUtcNow().AddMinutes(-minutes).ToString("O"),
        ["state"] = state,
        ["tags"] = new JsonArray(Tag("muster:deployment", deployment), Tag("muster:origin", origin), Tag("muster:run", run.Id.Value), Tag("muster:fleet", fleet!), Tag("Name", "")),
    };

    private static JsonObject Tag(string key, string value) => new() { ["Key"] = key, ["Value"] = value };

    private async Task<IReadOnlyList<(IntentState State, string? Instance)>> IntentsAsync()
    {
        var intents = new List<(IntentState, string?)>();
        foreach (var token in (string[])["w1-1", "w1-2", "w1-3"])
            intents.Add(await world.IntentAsync(run.Id, token) is var intent ? (intent.State, intent.Instance) : default);
        return intents;
    }
}
