using System.Text.Json.Nodes;
using Muster.Aws.Contracts;
using Muster.Coordination;
using Muster.Fleet;
using Muster.Runs;
using Muster.Testing.Builders;

namespace Muster.Tests.Functions;

public sealed class FinishTests : IAsyncLifetime
{
    private readonly FunctionWorld world = new();
    private BuiltRun run = null!;

    public async ValueTask InitializeAsync()
    {
        await world.WithSpokeAsync();
        run = await world.Runs.AddAsync("sweep", 6, record => record with { MaxConcurrent = 6 });
        await new SweepMachine(world, run.Id, "RUN-0").TickAsync(); // a fleet of three
        await world.TellAsync(PlatformHandlers.RecordLaunch, PlatformEvents.LaunchAnswered, new() { ["run"] = run.Id.Value, ["fleet"] = "w1-1", ["answer"] = FunctionWorld.FleetAnswer(["i-1", "i-2", "i-3"]) });
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Instances_of_a_run_that_has_ended_are_ordered_to_end_but_for_those_known_to_be_gone()
    {
        await world.CallAsync(PlatformHandlers.OnInstanceEvent, world.StateOf("i-2", "terminated"));
        await run.ChangeAsync(record => record with { State = RunState.Cancelled, CompletedAt = world.Time.GetUtcNow() });

        var answer = await FinishAsync();

        Assert.Equal(
            $"{{\"batches\":[[{{\"Source\":\"muster.hub\",\"DetailType\":\"Act\",\"EventBusName\":\"muster-team-hub\",\"Detail\":{{\"deployment\":\"team\",\"account\":\"111122223333\",\"region\":\"eu-west-1\",\"act\":\"terminate\",\"instances\":[\"i-1\",\"i-3\"],\"why\":\"Its run {run.Id} has ended.\"}}}}]],\"sends\":1}}",
            answer.ToJsonString());
    }

    [Fact]
    public async Task Nothing_ends_with_a_machine_whose_run_goes_on() => Assert.Equal("{\"batches\":[],\"sends\":0}", (await FinishAsync()).ToJsonString());

    [Fact]
    public async Task Why_a_coordinator_failed_is_the_runs_reason_and_its_lock_is_given_back()
    {
        await FinishAsync(failure: new() { ["Error"] = "States.Timeout", ["Cause"] = "It took too long." });
        await FinishAsync(failure: new() { ["Error"] = "States.Timeout", ["Cause"] = "It took too long." });

        var record = await run.RecordAsync();
        Assert.Equal(new(WaitCause.Engine, "Its coordinator RUN-0 failed: States.Timeout: It took too long. Another is started within 10m.", world.Time.GetUtcNow().AddMinutes(10)), record.Reason);
        Assert.Null(record.Lock!.Owner);
        Assert.Equal(IntentState.Launched, (await world.IntentAsync(run.Id, "w1-1")).State);
    }

    [Fact]
    public async Task A_failure_of_one_that_has_lost_the_lock_changes_nothing()
    {
        var before = await run.RecordAsync();

        await FinishAsync("RUN-7", new() { ["Error"] = "x" });

        Assert.Equal(before.Version, (await run.RecordAsync()).Version);
    }

    [Fact]
    public async Task Another_coordinator_takes_a_lock_that_was_given_back_at_once()
    {
        await FinishAsync(failure: new() { ["Error"] = "x" });

        var other = await new SweepMachine(world, run.Id, "RUN-9").TickAsync();

        Assert.Equal(("wait", "RUN-9"), (other.Next, (await run.RecordAsync()).Lock!.Owner));
    }

    private Task<JsonObject> FinishAsync(string owner = "RUN-0", JsonObject? failure = null)
    {
        var input = new JsonObject { ["run"] = run.Id.Value, ["owner"] = owner };
        if (failure is not null)
            input["failure"] = failure;
        return world.CallAsync(PlatformHandlers.Finish, input);
    }
}
