using System.Text.Json.Nodes;
using Muster.Aws.Contracts;
using Muster.Fleet;
using Muster.Functions.Input;
using Muster.Testing.Builders;

namespace Muster.Tests.Functions;

public sealed class RecordLaunchTests : IAsyncLifetime
{
    private readonly FunctionWorld world = new();
    private BuiltRun run = null!;
    private SweepMachine machine = null!;

    public async ValueTask InitializeAsync()
    {
        await world.WithSpokeAsync();
        run = await world.Runs.AddAsync("sweep", 6, record => record with { MaxConcurrent = 6 });
        machine = await new SweepMachine(world, run.Id, "RUN-0").TickAsync(); // a fleet of three
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_whole_fleet_is_launched_and_its_instances_are_known_with_their_places()
    {
        await AnswerAsync(FunctionWorld.FleetAnswer(["i-1", "i-2", "i-3"]));

        Assert.Equal([("w1-1", IntentState.Launched, "i-1"), ("w1-2", IntentState.Launched, "i-2"), ("w1-3", IntentState.Launched, "i-3")], await IntentsAsync());
        var instance = (await world.Fleet.GetInstanceAsync("i-2"))!;
        Assert.Equal(
            (run.Id, "w1-2", "c5.large", "eu-west-1a", false, InstanceState.Running, FunctionWorld.Ireland),
            (instance.Run!.Value, instance.Token, instance.InstanceType, instance.Zone, instance.Spot!.Value, instance.State, instance.Spoke));
        Assert.Equal(3, world.Metric(PlatformMetrics.Launched));
    }

    [Fact]
    public async Task A_partial_fleet_is_recorded_as_it_is_and_the_offer_without_capacity_is_remembered()
    {
        await AnswerAsync(FunctionWorld.FleetAnswer(["i-1"], ("InsufficientInstanceCapacity", "We currently do not have sufficient c5.large capacity.")));

        Assert.Equal([("w1-1", IntentState.Launched, "i-1"), ("w1-2", IntentState.Failed, null), ("w1-3", IntentState.Failed, null)], await IntentsAsync());
        Assert.Equal("InsufficientInstanceCapacity: We currently do not have sufficient c5.large capacity.", (await world.IntentAsync(run.Id, "w1-2")).Reason);
        var failure = Assert.Single((await world.Fleet.GetSpokeAsync(FunctionWorld.Ireland))!.Failures);
        Assert.Equal(("c5.large", "eu-west-1a", false, "InsufficientInstanceCapacity"), (failure.InstanceType, failure.Zone, failure.Spot, failure.Code));

        var next = await machine.SleepAndTickAsync();
        var request = Assert.Single(next.OrdersOf(PlatformEvents.Launch))["request"]!;
        Assert.Equal("[{\"InstanceType\":\"c5.large\",\"SubnetId\":\"subnet-b\"}]", request["LaunchTemplateConfigs"]![0]!["Overrides"]!.ToJsonString());
    }

    [Fact]
    public async Task The_same_answer_however_often_leaves_the_same_records()
    {
        var answer = FunctionWorld.FleetAnswer(["i-1"], ("InsufficientInstanceCapacity", "None."));
        await AnswerAsync(answer);
        var (intents, spoke, instances) = (await IntentsAsync(), await world.Fleet.GetSpokeAsync(FunctionWorld.Ireland), world.Fleet.Instances);
        world.Time.Move(TimeSpan.FromMinutes(1));

        await AnswerAsync(answer);
        await AnswerAsync(answer);

        Assert.Equal(intents, await IntentsAsync());
        Assert.Equal(spoke!.Version, (await world.Fleet.GetSpokeAsync(FunctionWorld.Ireland))!.Version);
        Assert.Equal(instances, world.Fleet.Instances);
        Assert.Equal(2, world.Metric(PlatformMetrics.LaunchesFailed));
    }

    [Fact]
    public async Task An_interruption_that_is_told_before_the_launch_is_not_lost()
    {
        await world.CallAsync(PlatformHandlers.OnInstanceEvent, world.OfEc2(PlatformEvents.SpotInterruption, new() { ["instance-id"] = "i-1", ["instance-action"] = "terminate" }));
        Assert.Empty(await world.Fleet.ListTroubledAsync(run.Id, DateTimeOffset.MinValue));

        await AnswerAsync(FunctionWorld.FleetAnswer(["i-1", "i-2", "i-3"]));

        Assert.Equal(("i-1", "w1-1", InstanceState.Interrupted), Assert.Single(await world.Fleet.ListTroubledAsync(run.Id, DateTimeOffset.MinValue)) is var instance ? (instance.Id, instance.Token, instance.State) : default);
    }

    [Fact]
    public async Task Throttling_slows_the_spoke_and_leaves_the_intents_to_be_sent_again()
    {
        await FailAsync("Ec2.Ec2Exception", "Request limit exceeded. (Service: Ec2, Status Code: 503, Request ID: 1, Error Code: RequestLimitExceeded)");

        Assert.All(await IntentsAsync(), intent => Assert.Equal(IntentState.Recorded, intent.State));
        var spoke = (await world.Fleet.GetSpokeAsync(FunctionWorld.Ireland))!;
        Assert.Equal((0, 0.5), (spoke.Governor.Tokens!.Value, spoke.Governor.PerSecond!.Value));
        Assert.Empty(spoke.Failures);
        Assert.Single(await machine.GoOnAsync(TimeSpan.FromSeconds(90)));
    }

    [Fact]
    public async Task A_capacity_error_of_the_call_itself_is_remembered_for_all_that_was_asked()
    {
        await FailAsync("Ec2.Ec2Exception", "You have requested more vCPU capacity than your current vCPU limit. (Service: Ec2, Status Code: 400, Request ID: 1, Error Code: VcpuLimitExceeded)");

        Assert.All(await IntentsAsync(), intent => Assert.Equal(IntentState.Failed, intent.State));
        Assert.Equal("VcpuLimitExceeded", Assert.Single((await world.Fleet.GetSpokeAsync(FunctionWorld.Ireland))!.Failures).Code);
        // The call may have bound no token, so its order, delivered again, may launch: nobody may join by it.
        Assert.Equal(Muster.Workers.WorkerPhase.Ended, (await world.Runs.Store.GetWorkerAsync(new(run.Id, "w1-1")))!.Phase);
    }

    [Fact]
    public async Task What_a_spoke_refused_fails_after_the_places_of_its_workers_are_taken()
    {
        await world.TellAsync(PlatformHandlers.RecordLaunch, PlatformEvents.LaunchAnswered, Detail("refused", "Too late."));
        await world.TellAsync(PlatformHandlers.RecordLaunch, PlatformEvents.LaunchAnswered, Detail("refused", "Too late."));

        Assert.All(await IntentsAsync(), intent => Assert.Equal(IntentState.Failed, intent.State));
        Assert.NotNull(await world.Runs.Store.GetWorkerAsync(new(run.Id, "w1-3")));

        // The answer to an earlier order, late: its instances belong to nobody, and the reaper will find them.
        await AnswerAsync(FunctionWorld.FleetAnswer(["i-1", "i-2", "i-3"]));
        Assert.All(await IntentsAsync(), intent => Assert.Equal(IntentState.Failed, intent.State));
        Assert.Null((await world.Fleet.GetInstanceAsync("i-1"))!.Token);
    }

    [Fact]
    public async Task Of_a_batch_the_messages_that_failed_are_named_and_the_others_are_done()
    {
        var answer = await world.CallAsync(PlatformHandlers.RecordLaunch, new JsonObject
        {
            ["Records"] = new JsonArray(
                Message("m1", "no json"),
                Message("m2", world.Event(PlatformEvents.LaunchAnswered, Detail("answer", FunctionWorld.FleetAnswer(["i-1", "i-2", "i-3"]))).ToJsonString()),
                Message("m3", world.Event(PlatformEvents.LaunchAnswered, new() { ["run"] = run.Id.Value, ["fleet"] = "w9-9", ["refused"] = "x" }).ToJsonString())),
        });

        Assert.Equal("{\"batchItemFailures\":[{\"itemIdentifier\":\"m1\"},{\"itemIdentifier\":\"m3\"}]}", answer.ToJsonString());
        Assert.All(await IntentsAsync(), intent => Assert.Equal(IntentState.Launched, intent.State));
    }

    [Theory]
    [InlineData("{\"deployment\":\"other\"}", "Launch Answered: the field 'deployment' is \"other\"; this is the deployment team. Two deployments share a bus, or a rule: correct them.")]
    [InlineData("{\"run\":\"rq1javxat2hkt3wd\",\"fleet\":\"w9-9\"}", "Launch Answered: it has none of the fields answer, failure and refused.")]
    [InlineData("{\"run\":\"rq1javxat2hkt3wd\",\"fleet\":\"w9-9\",\"answer\":5}", "Launch Answered: the field 'answer' is 5; it has to be an object.")]
    [InlineData("{\"run\":\"rq1javxat2hkt3wd\",\"fleet\":\"w9-9\",\"refused\":\"x\"}", "Launch Answered: the field 'fleet' is \"w9-9\", but no such fleet was ordered for rq1javxat2hkt3wd.")]
    public async Task A_detail_that_is_none_is_refused_with_field_and_value(string detail, string message)
    {
        Assert.Equal(message, (await Assert.ThrowsAsync<InputException>(() => world.TellAsync(PlatformHandlers.RecordLaunch, PlatformEvents.LaunchAnswered, JsonNode.Parse(detail)!.AsObject()))).Message);
        Assert.Equal(1, world.Metric(PlatformMetrics.Refused));
    }

    [Fact]
    public async Task An_answer_from_another_spoke_than_was_ordered_is_refused() => Assert.Equal(
        $"Launch Answered: it comes from 444455556666/us-east-1, but the fleet w1-1 of {run.Id} was ordered from 111122223333/eu-west-1.",
        (await Assert.ThrowsAsync<InputException>(() => world.TellAsync(PlatformHandlers.RecordLaunch, PlatformEvents.LaunchAnswered, Detail("refused", "x"), new("444455556666", "us-east-1")))).Message);

    private static JsonObject Message(string id, string body) => new() { ["messageId"] = id, ["body"] = body };

    private JsonObject Detail(string member, JsonNode value) => new() { ["run"] = run.Id.Value, ["fleet"] = "w1-1", [member] = value.DeepClone() };

    private Task AnswerAsync(JsonObject answer) => world.TellAsync(PlatformHandlers.RecordLaunch, PlatformEvents.LaunchAnswered, Detail("answer", answer));

    private Task FailAsync(string error, string cause) =>
        world.TellAsync(PlatformHandlers.RecordLaunch, PlatformEvents.LaunchAnswered, Detail("failure", new JsonObject { ["Error"] = error, ["Cause"] = cause }));

    private async Task<IReadOnlyList<(string Token, IntentState State, string? Instance)>> IntentsAsync()
    {
        var intents = new List<(string, IntentState, string?)>();
        foreach (var token in (string[])["w1-1", "w1-2", "w1-3"])
            intents.Add(await world.IntentAsync(run.Id, token) is var intent ? (token, intent.State, intent.Instance) : default);
        return intents;
    }
}
