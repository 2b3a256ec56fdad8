using Muster.Aws.Contracts;
using Muster.Fleet;
using Muster.Operations;
using Muster.Runs;
using Muster.Tests.Executed.Rig;

namespace Muster.Tests.Executed;

/// <summary>Launches whose answers are late or lost, and runs that end meanwhile.</summary>
[Collection(ExecutedScenario.Name)]
public sealed class LaunchScenarios(ExecutedPlatform executed)
{
    [Fact]
    public async Task Launch_that_is_answered_after_its_not_after_is_unknown_until_then_and_never_replaced()
    {
        await using var rig = await PlatformRig.NewAsync(executed, new() { Pace = ",launch=2s,send-again=20s,grace=60s" });
        var held = new TaskCompletionSource();
        rig.Platform.Buses.OnTheWay = async (_, found) =>
        {
            if ((string?)found["detail-type"] == PlatformEvents.LaunchAnswered)
                await held.Task;
            return found;
        };
        var run = await rig.SubmitAsync(ExecutedScenario.Sweep(6, "max_concurrent: 2\nregions: [us-east-1]"));
        await rig.UntilAsync("an unknown intent", async () => (await rig.IntentsAsync(run)).Any(intent => intent.State == IntentState.Unknown));
        Assert.Single(await rig.IntentsAsync(run));
        var instance = Assert.Single(rig.Instances);
        held.SetResult();
        Assert.Equal(RunState.Complete, (await rig.EndAsync(run)).State);
        Assert.Equal(instance.Id, Assert.Single(await rig.IntentsAsync(run)).Instance);
        await rig.NothingLeftAsync();
        await Promises.AssertAsync(rig, run);
    }

    [Fact]
    public async Task Launch_whose_answers_are_lost_is_sent_again_as_the_same_fleet()
    {
        await using var rig = await PlatformRig.NewAsync(executed, new() { Pace = ",launch=30s" }); // time for three orders, also on a machine that is busy
        var lost = 0;
        rig.Platform.Buses.OnTheWay = (target, found) => Task.FromResult(
            (string?)found["detail-type"] == PlatformEvents.LaunchAnswered && target.Contains("event-bus", StringComparison.Ordinal) && Interlocked.Increment(ref lost) <= 2 ? null : found);
        var run = await rig.SubmitAsync(ExecutedScenario.Sweep(6, "max_concurrent: 2\nregions: [us-east-1]"));
        Assert.Equal(RunState.Complete, (await rig.EndAsync(run)).State);
        Assert.Single(rig.Instances);
        Assert.Equal(3, rig.Ec2(1).Calls("createFleet"));
        await rig.NothingLeftAsync();
        await Promises.AssertAsync(rig, run);
    }

    [Fact]
    public async Task Order_that_comes_too_late_launches_nothing()
    {
        await using var rig = await PlatformRig.NewAsync(executed, new() { Pace = ",launch=2s,send-again=20s,grace=60s" });
        var held = new TaskCompletionSource();
        rig.Platform.Buses.OnTheWay = async (_, found) =>
        {
            if ((string?)found["detail-type"] == PlatformEvents.Launch)
                await held.Task;
            return found;
        };
        var run = await rig.SubmitAsync(ExecutedScenario.Sweep(2, "max_concurrent: 2\nregions: [us-east-1]"));
        await rig.UntilAsync("an intent whose time is over", async () => (await rig.IntentsAsync(run)) is [var intent] && intent.NotAfter < TimeProvider.System.GetUtcNow().AddSeconds(-1));
        held.SetResult();
        await rig.UntilAsync("the refusal", async () => (await rig.IntentsAsync(run)).Any(intent => intent.State == IntentState.Failed && intent.Reason!.Contains("nothing may be launched for it after", StringComparison.Ordinal)));
        Assert.Equal(RunState.Complete, (await rig.EndAsync(run)).State);
        Assert.Single(rig.Instances);
        await rig.NothingLeftAsync();
        await Promises.AssertAsync(rig, run);
    }

    [Fact]
    public async Task Run_that_is_cancelled_while_it_launches_leaves_no_instance()
    {
        await using var rig = await PlatformRig.NewAsync(executed);
        var held = new TaskCompletionSource();
        rig.Platform.Buses.OnTheWay = async (_, found) =>
        {
            if ((string?)found["detail-type"] == PlatformEvents.LaunchAnswered)
                await held.Task;
            return found;
        };
        rig.Points.Work = static (_, _, cancel) => ExecutedScenario.BusyAsync(1000, cancel);
        var run = await rig.SubmitAsync(ExecutedScenario.Sweep(12, "max_concurrent: 6"));
        await rig.UntilAsync("instances", () => rig.Instances.Any());
        await new RunCancel(rig.Store, TimeProvider.System).CancelAsync(run);
        held.SetResult();
        Assert.Equal(RunState.Cancelled, (await rig.EndAsync(run)).State);
        await rig.NothingLeftAsync();
        await Promises.AssertAsync(rig, run);
    }
}
