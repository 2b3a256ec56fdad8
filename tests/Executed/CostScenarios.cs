using System.Globalization;
using Muster.Runs;
using Muster.Tests.Executed.Rig;

namespace Muster.Tests.Executed;

/// <summary>What the control plane costs, from what servers and machines really were asked for: its start and its end as they are, and its steady state at the pace of production.</summary>
[Collection(ExecutedScenario.Name)]
public sealed class CostScenarios(ExecutedPlatform executed)
{
    private const int Instances = 100;
    private const double Minutes = 40;
    private const double TicksPerMinute = 1;
    private const double RenewalsPerMinute = 6; // of a worker of a store that is far away: every 10 s

    [Fact]
    public async Task Sweep_of_a_hundred_instances_for_forty_minutes_costs_less_than_five_cents()
    {
        await using var rig = await PlatformRig.NewAsync(executed, new() { IsMetered = true, Pace = ",join=60s" });
        var deployed = PlatformUse.Of(rig);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        rig.Points.Work = (_, _, cancel) => go.Task.WaitAsync(cancel);
        var run = await rig.SubmitAsync(ExecutedScenario.Sweep(2 * Instances, "max_concurrent: 200"));
        await rig.UntilAsync("all points running", () => rig.Points.Starts.Count >= 2 * Instances);
        var steady = PlatformUse.Of(rig);
        await rig.UntilAsync("ten more ticks", () => PlatformUse.Of(rig).Ticks >= steady.Ticks + 10);
        var measured = PlatformUse.Of(rig);
        go.SetResult();
        Assert.Equal(RunState.Complete, (await rig.EndAsync(run)).State);
        await rig.NothingLeftAsync();
        await rig.UntilAsync("the end of all executions", () => rig.Platform.Buses.IsIdle && rig.Platform.Runner.Executions.All(execution => execution.Ended.IsCompleted));
        var over = PlatformUse.Of(rig);
        var (start, window, end) = (steady.Since(deployed), measured.Since(steady), over.Since(measured));
        var ticking = window.PlatformUsd / window.Ticks * TicksPerMinute * Minutes;
        var renewing = window.WorkersUsd / window.Renewals * RenewalsPerMinute * Minutes * Instances;
        var total = start.PlatformUsd + start.WorkersUsd + ticking + renewing + end.PlatformUsd + end.WorkersUsd;
        TestContext.Current.TestOutputHelper?.WriteLine($"start {start}\nsteady {window}\nend {end}");
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Instances} instances for {Minutes} minutes: start {start.PlatformUsd + start.WorkersUsd:0.00000}, ticks {ticking:0.00000}, renewals {renewing:0.00000}, end {end.PlatformUsd + end.WorkersUsd:0.00000}; {total:0.00000} USD in all"));
        Assert.InRange(rig.Instances.Count(), Instances, 1.1 * Instances);
        Assert.InRange(total, 0.001, 0.05);
    }
}
