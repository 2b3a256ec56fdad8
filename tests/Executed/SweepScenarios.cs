using Muster.Runs;
using Muster.Testing.Platform.Buses;
using Muster.Tests.Executed.Rig;

namespace Muster.Tests.Executed;

/// <summary>Sweeps on the executed platform, in good and in bad weather.</summary>
[Collection(ExecutedScenario.Name)]
public sealed class SweepScenarios(ExecutedPlatform executed)
{
    [Fact]
    public async Task Sweep_over_three_regions_keeps_its_limits_and_ends()
    {
        await using var rig = await PlatformRig.NewAsync(executed);
        rig.Points.Work = (_, _, cancel) => ExecutedScenario.BusyAsync(0.2, cancel);
        var run = await rig.SubmitAsync(ExecutedScenario.Sweep(30, "max_concurrent: 5\nmax_concurrent_per_region: 2"));
        await using var watch = new GrantWatch(rig, run);
        var ended = await rig.EndAsync(run);
        Assert.Equal((RunState.Complete, new PointCounts(30, 0, 0)), (ended.State, ended.Counts));
        Assert.Empty(watch.Breaches);
        Assert.Equal(["eu-central-1", "eu-west-1", "us-east-1"], watch.Regions.Keys.Order());
        Assert.InRange(rig.Points.Most[""], 1, 5);
        Assert.All(watch.Regions.Keys, region => Assert.InRange(rig.Points.Most.GetValueOrDefault(region), 0, 2));
        await rig.NothingLeftAsync();
        await Promises.AssertAsync(rig, run);
    }

    [Theory]
    [InlineData("InsufficientInstanceCapacity", false)]
    [InlineData("VcpuLimitExceeded", true)]
    public async Task Region_without_capacity_is_remembered_and_the_others_do_the_work(string code, bool throws)
    {
        await using var rig = await PlatformRig.NewAsync(executed);
        rig.Ec2(1).Weather = new() { Capacity = static _ => 0, Shortage = _ => code, ThrowsShortage = throws };
        rig.Points.Work = (_, _, cancel) => ExecutedScenario.BusyAsync(0.5, cancel);
        var run = await rig.SubmitAsync(ExecutedScenario.Sweep(24, "max_concurrent: 6\nmax_concurrent_per_region: 2"));
        await rig.UntilAsync("a remembered failure", async () =>
            (await rig.Fleet.GetSpokeAsync(new(ExecutedPlatform.Spokes[1].Account, ExecutedPlatform.Spokes[1].Region)))!.Failures.Any(failure => failure.Code == code));
        Assert.Equal(RunState.Complete, (await rig.EndAsync(run)).State);
        Assert.DoesNotContain("us-east-1", rig.Points.Most.Keys);
        await rig.NothingLeftAsync();
        await Promises.AssertAsync(rig, run);
    }

    [Fact]
    public async Task Throttled_spoke_is_asked_less_often_and_is_not_without_capacity()
    {
        await using var rig = await PlatformRig.NewAsync(executed);
        rig.Ec2(1).Spoil("createFleet", Muster.Testing.Platform.Ec2.CallFate.Throttled);
        rig.Points.Work = (_, _, cancel) => ExecutedScenario.BusyAsync(0.2, cancel);
        var run = await rig.SubmitAsync(ExecutedScenario.Sweep(12, "max_concurrent: 2\nregions: [us-east-1]"));
        Assert.Equal(RunState.Complete, (await rig.EndAsync(run)).State);
        var spoke = (await rig.Fleet.GetSpokeAsync(new(ExecutedPlatform.Spokes[1].Account, ExecutedPlatform.Spokes[1].Region)))!;
        Assert.Empty(spoke.Failures);
        Assert.InRange(spoke.Governor.PerSecond ?? double.MaxValue, 0, 0.9);
        await rig.NothingLeftAsync();
        await Promises.AssertAsync(rig, run);
    }

    [Fact]
    public async Task Wish_that_is_delivered_twice_and_events_late_twice_and_out_of_order_change_nothing()
    {
        await using var rig = await PlatformRig.NewAsync(executed, new() { Seed = 20_261_130 });
        foreach (var pipe in rig.Pipes)
            pipe.Deliveries = 2;
        rig.Platform.Buses.Weather = new(TimeSpan.FromMilliseconds(800), Doubled: 0.5);
        foreach (var place in rig.Platform.Ec2.Places)
            place.Weather = place.Weather with { Lag = TimeSpan.FromSeconds(2) };
        rig.Points.Work = (_, _, cancel) => ExecutedScenario.BusyAsync(0.1, cancel);
        var run = await rig.SubmitAsync(ExecutedScenario.Sweep(30, "max_concurrent: 6"));
        await using var watch = new GrantWatch(rig, run);
        var ended = await rig.EndAsync(run);
        Assert.Equal((RunState.Complete, new PointCounts(30, 0, 0)), (ended.State, ended.Counts));
        Assert.Single(rig.Platform.Runner.Executions, execution => execution.Machine.Name.EndsWith("-sweep", StringComparison.Ordinal));
        Assert.Empty(watch.Breaches);
        rig.Platform.Buses.Weather = BusWeather.Calm;
        await rig.NothingLeftAsync();
        await Promises.AssertAsync(rig, run);
    }

    [Fact]
    public async Task Five_thousand_points_on_fifty_workers_end_once_each()
    {
        await using var rig = await PlatformRig.NewAsync(executed);
        var run = await rig.SubmitAsync(ExecutedScenario.Sweep(5000, "max_concurrent: 100"));
        await using var watch = new GrantWatch(rig, run);
        rig.Points.Work = async (_, _, cancel) =>
        {
            // The first points wait until all workers are there.
            await rig.UntilAsync("fifty workers", () => rig.Machines.Joined.Count >= 50);
            cancel.ThrowIfCancellationRequested();
        };
        var ended = await rig.EndAsync(run);
        Assert.Equal((RunState.Complete, new PointCounts(5000, 0, 0)), (ended.State, ended.Counts));
        Assert.Equal(5000, rig.Points.Starts.Select(start => start.Point).Distinct().Count());
        Assert.Equal(50, rig.Instances.Count());
        Assert.Empty(watch.Breaches);
        await rig.NothingLeftAsync();
        await Promises.AssertAsync(rig, run);
    }
}
