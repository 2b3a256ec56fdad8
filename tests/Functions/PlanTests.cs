using System.Text.Json.Nodes;
using Muster.Aws.Contracts;
using Muster.Fleet;
using Muster.Functions.Input;
using Muster.Functions.Plan;
using Muster.Functions.Settings;
using Muster.Runs;
using Muster.Testing.Builders;

namespace Muster.Tests.Functions;

public sealed class PlanTests
{
    private readonly FunctionWorld world = new();

    [Fact]
    public async Task A_first_tick_takes_the_lock_records_intents_and_orders_one_fleet_for_them()
    {
        var (run, machine) = await StartAsync(points: 6, most: 6);

        await machine.TickAsync();

        Assert.Equal("RUN-0", (await run.RecordAsync()).Lock!.Owner);
        var order = Assert.Single(machine.OrdersOf(PlatformEvents.Launch));
        Assert.Equal(
            $"{{\"deployment\":\"team\",\"account\":\"111122223333\",\"region\":\"eu-west-1\",\"run\":\"{run.Id}\",\"fleet\":\"w1-1\",\"notAfter\":\"2026-11-30T12:02:00Z\"}}",
            Without(order, "request").ToJsonString());
        Assert.Equal("3", order["request"]!["TargetCapacitySpecification"]!["TotalTargetCapacity"]!.ToJsonString());
        foreach (var token in (string[])["w1-1", "w1-2", "w1-3"])
            Assert.Equal((IntentState.Recorded, "w1-1", FunctionWorld.Account, 2), await world.IntentAsync(run.Id, token) is var intent ? (intent.State, intent.Fleet, intent.Account, intent.Slots) : default);
        Assert.Equal(("wait", 10, 1, 1), (machine.Next, machine.Wait, machine.Plan["sends"]!.GetValue<int>(), machine.Plan["tick"]!.GetValue<int>()));
        Assert.Equal("[{\"Source\":\"muster.hub\",\"DetailType\":\"Launch\",\"EventBusName\":\"muster-team-hub\"}]", new JsonArray([.. machine.Orders.Select(one => Without(one, "Detail"))]).ToJsonString());
    }

    [Fact]
    public async Task The_clock_counts_the_tick_and_the_wait_and_nothing_else()
    {
        var (_, machine) = await StartAsync();
        await machine.TickAsync();
        Assert.Equal(10_000, machine.Plan["clock"]!.GetValue<long>());

        world.Time.Move(TimeSpan.FromHours(1)); // the machine hung between two steps
        await machine.TickAsync();

        Assert.Equal(20_000, machine.Plan["clock"]!.GetValue<long>());
    }

    [Fact]
    public async Task A_tick_that_is_done_twice_launches_nothing_twice()
    {
        var (run, machine) = await StartAsync(points: 6, most: 6);
        var input = machine.Input;
        await world.CallAsync(PlatformHandlers.Plan, input);

        await machine.TickAsync(); // the answer was lost: the same again

        Assert.Empty(machine.OrdersOf(PlatformEvents.Launch));
        Assert.Equal(3, (await world.Runs.Store.ListOpenIntentsAsync(run.Id)).Count);
        Assert.Equal(2, (await run.RecordAsync()).Lock!.Epoch);
    }

    [Fact]
    public async Task An_order_whose_answer_does_not_come_is_sent_again_with_the_same_bytes()
    {
        var (_, machine) = await StartAsync();
        await machine.TickAsync();
        var first = machine.OrdersOf(PlatformEvents.Launch)[0]["request"]!.ToJsonString();
        await world.Fleet.WriteAsync((await world.Fleet.GetSpokeAsync(FunctionWorld.Ireland))! with { Version = 3, Profiles = [Muster.Tests.Core.Offers.OfferWorld.Plain with { Name = "newer" }] });

        var orders = await machine.GoOnAsync(TimeSpan.FromSeconds(90));

        var again = Assert.Single(orders);
        Assert.Equal(("Launch", first), (again["DetailType"]!.GetValue<string>(), again["Detail"]!["request"]!.ToJsonString()));
    }

    [Fact]
    public async Task An_intent_without_an_answer_becomes_unknown_and_waits_for_a_listing_that_was_begun_late_enough()
    {
        var (run, machine) = await StartAsync(points: 2, most: 2);
        await machine.TickAsync();

        var early = await machine.GoOnAsync(TimeSpan.FromMinutes(5.5));
        Assert.Equal(IntentState.Unknown, (await world.IntentAsync(run.Id, "w1-1")).State);
        Assert.DoesNotContain(early, order => order["DetailType"]!.GetValue<string>() == PlatformEvents.List);

        var orders = await machine.GoOnAsync(TimeSpan.FromMinutes(3));
        var list = Assert.Single(orders, order => order["DetailType"]!.GetValue<string>() == PlatformEvents.List)["Detail"]!.AsObject();
        Assert.Equal(IntentState.Unknown, (await world.IntentAsync(run.Id, "w1-1")).State);

        await world.TellAsync(PlatformHandlers.Reap, PlatformEvents.PageListed, new() { ["listing"] = list["listing"]!.DeepClone(), ["page"] = 0, ["last"] = true, ["instances"] = new JsonArray() });
        await machine.GoOnAsync(TimeSpan.FromMinutes(2));

        Assert.Equal((IntentState.Failed, "No answer came, and a listing does not show it."), await world.IntentAsync(run.Id, "w1-1") is var intent ? (intent.State, intent.Reason) : default);
        Assert.NotNull(await world.Runs.Store.GetWorkerAsync(new(run.Id, "w1-1"))); // its place is taken
    }

    [Fact]
    public async Task A_plan_that_dies_at_any_call_of_the_store_is_gone_on_with_and_promises_hold()
    {
        for (var calls = 0; calls < 60; calls++)
        {
            var own = new FunctionWorld();
            await own.WithSpokeAsync();
            var run = await own.Runs.AddAsync("sweep", 6, record => record with { MaxConcurrent = 4 });
            var dying = DyingStoreProxy.Over(own.Runs.Store, calls);
            own.Before = _ => dying;
            var machine = new SweepMachine(own, run.Id, "RUN-0");
            try
            {
                await machine.TickAsync();
            }
            catch (ProcessDiedException)
            {
                // The machine calls it again, with what it knew before.
            }

            own.Before = store => store;
            await machine.TickAsync();
            var orders = machine.Orders.Concat(await machine.GoOnAsync(TimeSpan.FromMinutes(2)));
            var book = (await own.Runs.Store.GetGrantBookAsync(run.Id))!;
            Assert.InRange(book.Slots, 1, 4);
            var open = await own.Runs.Store.ListOpenIntentsAsync(run.Id);
            Assert.All(book.Grants, grant => Assert.Contains(open, intent => intent.Key.Token == grant.Worker));
            Assert.All(open, intent => Assert.Contains(orders, order => order["Detail"]!["fleet"]!.GetValue<string>() == intent.Fleet));
        }
    }

    [Fact]
    public async Task A_fleet_whose_intents_were_not_all_recorded_is_not_sent_before_they_are()
    {
        var (run, machine) = await StartAsync(points: 6, most: 6);
        world.Before = store => DyingStoreProxy.Over(store, int.MaxValue - 1, intents: 1);

        await machine.TickAsync();

        Assert.Empty(machine.Orders);
        Assert.Single(await world.Runs.Store.ListOpenIntentsAsync(run.Id));
        world.Before = store => store;
        var order = Assert.Single(await machine.GoOnAsync(TimeSpan.FromSeconds(15)));
        Assert.Equal(("w1-4", 2), (order["Detail"]!["fleet"]!.GetValue<string>(), order["Detail"]!["request"]!["TargetCapacitySpecification"]!["TotalTargetCapacity"]!.GetValue<int>()));
        order = (await machine.GoOnAsync(TimeSpan.FromSeconds(75)))[0];
        Assert.Equal(("w1-1", 1), (order["Detail"]!["fleet"]!.GetValue<string>(), order["Detail"]!["request"]!["TargetCapacitySpecification"]!["TotalTargetCapacity"]!.GetValue<int>()));
    }

    [Fact]
    public async Task Somebody_elses_lock_is_watched_and_left_alone_when_it_is_renewed()
    {
        var (run, holder) = await StartAsync();
        await holder.TickAsync();
        var other = await new SweepMachine(world, run.Id, "RUN-1").TickAsync();
        Assert.Equal(("wait", 725), (other.Next, other.Wait));
        await holder.GoOnAsync(TimeSpan.FromMinutes(13));

        await other.TickAsync();

        Assert.Equal(("over", "Somebody else coordinates the run."), (other.Next, other.Plan["note"]!.GetValue<string>()));
        Assert.Equal("RUN-0", (await run.RecordAsync()).Lock!.Owner);
    }

    [Fact]
    public async Task Somebody_elses_lock_is_taken_when_nobody_renews_it_for_a_lease()
    {
        var (run, holder) = await StartAsync();
        await holder.TickAsync();
        var other = await new SweepMachine(world, run.Id, "RUN-1").TickAsync();

        await other.SleepAndTickAsync();

        Assert.Equal("RUN-1", (await run.RecordAsync()).Lock!.Owner);
        Assert.Equal("wait", other.Next);
    }

    [Fact]
    public async Task A_successor_goes_on_at_once_with_the_lock_of_the_one_before()
    {
        world.Pace = new() { Ticks = 3 };
        var (run, first) = await StartAsync();
        await first.TickAsync();
        await first.SleepAndTickAsync();
        await first.SleepAndTickAsync();
        Assert.Equal(("successor", 3), (first.Next, first.Plan["tick"]!.GetValue<int>()));

        var second = await new SweepMachine(world, run.Id, "RUN-0-3") { Plan = first.Plan }.TickAsync();

        Assert.Equal(("wait", 4), (second.Next, second.Plan["tick"]!.GetValue<int>()));
        Assert.Equal(("RUN-0-3", 2), (await run.RecordAsync()).Lock is { } held ? (held.Owner!, held.Epoch) : default);
        Assert.Equal(2, (await world.Runs.Store.ListOpenIntentsAsync(run.Id)).Count);
    }

    [Fact]
    public async Task A_steady_tick_reads_no_catalogue_and_waits_a_minute()
    {
        var (run, machine) = await StartAsync(points: 100, most: 4);
        await machine.TickAsync();
        await AnswerAsync(run, "w1-1", "i-1", "i-2");
        foreach (var token in (string[])["w1-1", "w1-2"])
            await world.JoinAsync(await world.IntentAsync(run.Id, token));
        await world.Runs.Blobs.DeleteAsync(PlatformBlobs.Catalogue(FunctionWorld.Ireland));

        await machine.SleepAndTickAsync();

        Assert.Equal(("wait", 60, 0), (machine.Next, machine.Wait, machine.Plan["sends"]!.GetValue<int>()));
        Assert.Equal(IntentState.Joined, (await world.IntentAsync(run.Id, "w1-1")).State);
        Assert.Equal("2 workers live and run no point yet.", (await run.RecordAsync()).Reason!.Text); // and not that there is no catalogue
    }

    [Fact]
    public async Task A_run_that_is_over_ends_its_machine()
    {
        var (run, machine) = await StartAsync();
        await run.ChangeAsync(record => record with { State = RunState.Cancelled });

        await machine.TickAsync();

        Assert.Equal(("over", 0), (machine.Next, machine.Plan["sends"]!.GetValue<int>()));
    }

    [Fact]
    public async Task A_worker_whose_instance_is_gone_is_not_waited_for()
    {
        var (run, machine) = await StartAsync(points: 2, most: 2);
        await machine.TickAsync();
        await AnswerAsync(run, "w1-1", "i-1");
        await world.JoinAsync(await world.IntentAsync(run.Id, "w1-1"));
        await machine.SleepAndTickAsync();
        await world.CallAsync(PlatformHandlers.OnInstanceEvent, world.StateOf("i-1", "terminated"));

        await machine.SleepAndTickAsync();

        Assert.NotEqual(Muster.Workers.WorkerPhase.Working, (await world.Runs.Store.GetWorkerAsync(new(run.Id, "w1-1")))!.Phase);
        Assert.Equal("w1-2", Assert.Single(machine.OrdersOf(PlatformEvents.Launch))["fleet"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_replacement_starts_early_for_a_worker_whose_machine_goes_away()
    {
        var (run, machine) = await StartAsync(points: 100, most: 4);
        await machine.TickAsync();
        await AnswerAsync(run, "w1-1", "i-1", "i-2");
        await world.CallAsync(PlatformHandlers.OnInstanceEvent, world.OfEc2(PlatformEvents.Rebalance, new() { ["instance-id"] = "i-1" }));
        await world.JoinAsync(await world.IntentAsync(run.Id, "w1-1"));
        await world.JoinAsync(await world.IntentAsync(run.Id, "w1-2"));

        await machine.SleepAndTickAsync();

        Assert.Equal(Muster.Grants.GrantMode.Drain, (await world.Runs.Store.GetGrantBookAsync(run.Id))!.Of("w1-1")!.Mode);
    }

    [Fact]
    public async Task What_would_stop_every_launch_is_the_runs_reason_and_nothing_is_launched_for_a_while()
    {
        var (run, machine) = await StartAsync(points: 2, most: 2);
        await machine.TickAsync();
        await world.TellAsync(PlatformHandlers.RecordLaunch, PlatformEvents.LaunchAnswered, new()
        {
            ["run"] = run.Id.Value, ["fleet"] = "w1-1",
            ["failure"] = new JsonObject { ["Error"] = "Ec2.Ec2Exception", ["Cause"] = "You are not authorized to perform this operation. (Service: Ec2, Status Code: 403, Request ID: 1, Error Code: UnauthorizedOperation)" },
        });

        await machine.SleepAndTickAsync();

        Assert.Empty(machine.Orders);
        Assert.StartsWith("Region eu-west-1 refused a worker: UnauthorizedOperation: You are not authorized", (await run.RecordAsync()).Reason!.Text, StringComparison.Ordinal);
        Assert.Equal(300, machine.Wait);
        await machine.SleepAndTickAsync();
        Assert.Single(machine.OrdersOf(PlatformEvents.Launch));
    }

    [Fact]
    public async Task A_run_that_wants_work_and_has_no_live_coordinator_is_started_again_once_in_a_period()
    {
        var alone = await world.Runs.AddAsync("alone", 4);
        var queue = await world.Runs.AddAsync("queue", 1);
        var held = await world.Runs.AddAsync("held", 4, record => record with { Desired = DesiredState.Held });
        var stale = await world.Runs.AddAsync("stale", 4);
        await stale.StartAsync();
        world.Time.Move(TimeSpan.FromMinutes(21));
        var fresh = await world.Runs.AddAsync("fresh", 4);
        await fresh.StartAsync();

        var answer = await world.CallAsync(PlatformHandlers.Plan, new JsonObject { ["restart"] = true });
        await world.CallAsync(PlatformHandlers.Plan, new JsonObject { ["restart"] = true });

        Assert.Equal(((string[])[alone.Id.Value, queue.Id.Value, stale.Id.Value]).Order(), answer["started"]!.AsArray().Select(run => run!.GetValue<string>()).Order());
        Assert.Equal([(alone.Id, false), (queue.Id, true), (stale.Id, false)], world.Fleet.Wishes.Cast<PlatformWish.Start>().OrderBy(wish => wish.Run == stale.Id).ThenBy(wish => wish.IsQueue).Select(wish => (wish.Run, wish.IsQueue)));
        Assert.DoesNotContain(world.Fleet.Wishes.Cast<PlatformWish.Start>(), wish => wish.Run == held.Id || wish.Run == fresh.Id);
    }

    [Theory]
    [InlineData("{\"run\":\"rq1javxat2hkt3wd\"}", "plan: the field 'owner' is missing; it has to be a text.")]
    [InlineData("{\"run\":\"../x\",\"owner\":\"o\"}", "plan: the field 'run' is \"../x\"; it has to be a run's id: r and 15 digits or lower-case letters.")]
    [InlineData("{\"run\":\"rq1javxat2hkt3wd\",\"owner\":\"o\",\"tick\":-1}", "plan: the field 'tick' is -1; it has to be a whole number of at least 0.")]
    [InlineData("{\"run\":\"rq1javxat2hkt3wd\",\"owner\":\"o\",\"tick\":0,\"clock\":0.5}", "plan: the field 'clock' is 0.5; it has to be a whole number of at least 0.")]
    [InlineData("{\"run\":\"rq1javxat2hkt3wd\",\"colour\":\"red\"}", "plan: the field 'colour' with the value \"red\" is not known; known are run, owner, tick, clock, memory.")]
    [InlineData("{\"restart\":false}", "plan: the field 'restart' is false; leave it out.")]
    [InlineData("[]", "plan: the input is []; it has to be an object.")]
    public async Task An_input_that_is_none_is_refused_with_field_and_value(string input, string message) =>
        Assert.Equal(message, (await Assert.ThrowsAsync<InputException>(() => world.CallAsync(PlatformHandlers.Plan, JsonNode.Parse(input)!))).Message);

    [Fact]
    public void A_memory_that_is_damaged_is_refused_and_says_that_none_is_needed() => Assert.Equal(
        "plan: the field 'memory' is damaged: The input is not a valid Base-64 string as it contains a non-base 64 character, more than two padding characters, or an illegal character among the padding characters. Start the run anew without it: a coordinator without memory is only more patient.",
        Assert.Throws<InputException>(() => PlanMemory.Unpack("!")).Message);

    [Fact]
    public void A_memory_that_would_not_fit_forgets_what_only_costs_patience()
    {
        var chunks = Enumerable.Range(0, 40_000).ToDictionary(i => new Muster.Chunks.ChunkKey(new RunId($"r{i * 7919L % 999983:D15}"), 1, 0, i), i => TimeSpan.FromSeconds(i * 31 % 977));
        var memory = new PlanMemory("o", new(3, 4), new() { TriedEpoch = 7, NextWorker = 9, ForgottenSince = chunks });

        var again = PlanMemory.Unpack(memory.Pack());

        Assert.Equal(("o", new SeenLock(3, 4), 7, 9, 0), (again.Owner, again.Watched, again.Coordinator.TriedEpoch, again.Coordinator.NextWorker, again.Coordinator.ForgottenSince.Count));
    }

    private static JsonObject Without(JsonObject json, string member)
    {
        var copy = json.DeepClone().AsObject();
        copy.Remove(member);
        return copy;
    }

    private async Task<(BuiltRun Run, SweepMachine Machine)> StartAsync(int points = 4, int most = 4)
    {
        await world.WithSpokeAsync();
        var run = await world.Runs.AddAsync("sweep", points, record => record with { MaxConcurrent = most });
        return (run, new(world, run.Id, "RUN-0"));
    }

    private Task AnswerAsync(BuiltRun run, string fleet, params string[] instances) => world.TellAsync(
        PlatformHandlers.RecordLaunch, PlatformEvents.LaunchAnswered, new() { ["run"] = run.Id.Value, ["fleet"] = fleet, ["answer"] = FunctionWorld.FleetAnswer(instances) });
}
