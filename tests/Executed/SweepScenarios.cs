using Muster.Runs;
using Muster.Tests.Executed.Rig;

namespace Muster.Tests.Executed;

/// <summary>Sweeps on the executed platform.</summary>
public sealed class SweepScenarios(ExecutedPlatform executed)
{
    [Fact]
    public async Task Sweep_over_three_regions_keeps_its_limits_and_ends()
    {
        await using var rig = await PlatformRig.NewAsync(executed, isReal: true);
        rig.Points.Work = (_, _, cancel) => Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancel);
        var run = await rig.SubmitAsync("""
            name: limits
            command: "true"
            max_concurrent: 6
            max_concurrent_per_region: 2
            grid: {x: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24]}
            """);
        var ended = await rig.EndAsync(run);
        Assert.Equal((RunState.Complete, new PointCounts(24, 0, 0)), (ended.State, ended.Counts));
        await rig.AssertCleanAsync();
        Assert.InRange(rig.Points.Most[""], 1, 6);
    }
}
