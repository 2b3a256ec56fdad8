using Muster.Points;
using Muster.Runs;
using Muster.Tests.Executed.Rig;

namespace Muster.Tests.Executed;

/// <summary>Machines and functions that die in the middle of their work.</summary>
[Collection(ExecutedScenario.Name)]
public sealed class LossScenarios(ExecutedPlatform executed)
{
    [Fact]
    public async Task Interrupted_point_is_given_back_and_done_elsewhere()
    {
        await using var rig = await PlatformRig.NewAsync(executed);
        var started = 0;
        rig.Points.Work = (_, _, cancel) => Interlocked.Increment(ref started) == 1 ? ExecutedScenario.BusyAsync(1000, cancel) : Task.CompletedTask;
        var run = await rig.SubmitAsync(ExecutedScenario.Sweep(1, "max_concurrent: 1"));
        await rig.UntilAsync("a point that runs", () => started == 1);
        var first = Assert.Single(rig.Instances);
        rig.Platform.Ec2.In(first.Account, first.Region).Interrupt(first.Id);
        rig.Machines.Warn(first.Id);
        Assert.Equal(RunState.Complete, (await rig.EndAsync(run)).State);
        await AssertAttemptsAsync(rig, run, AttemptEnd.Interrupted, AttemptEnd.Exited);
        await rig.NothingLeftAsync();
        await Promises.AssertAsync(rig, run);
    }

    [Fact]
    public async Task Worker_whose_machine_is_likely_to_go_claims_nothing_more_and_others_do_the_rest()
    {
        await using var rig = await PlatformRig.NewAsync(executed);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        rig.Points.Work = (_, _, cancel) => go.Task.WaitAsync(cancel);
        var run = await rig.SubmitAsync(ExecutedScenario.Sweep(12, "max_concurrent: 4\nregions: [eu-central-1]"));
        await rig.UntilAsync("all that may run running", () => rig.Points.Starts.Count == 4);
        var first = rig.Instances.First();
        rig.Platform.Ec2.In(first.Account, first.Region).Rebalance(first.Id);
        await rig.UntilAsync("its record", async () => (await rig.Fleet.GetInstanceAsync(first.Id))?.State == Fleet.InstanceState.Leaving);
        await rig.UntilAsync("a worker that knows", async () =>
            (await rig.Store.ListWorkersAsync(run)).Single(worker => worker.Instance == first.Id) is { } worker
            && await rig.Store.GetGrantBookAsync(run) is { } book && book.Of(worker.Key.Worker) is { Mode: not Grants.GrantMode.Run } && worker.GrantVersion >= book.Version);
        go.SetResult();
        Assert.Equal(RunState.Complete, (await rig.EndAsync(run)).State);
        Assert.Equal(2, rig.Points.Starts.Count(start => start.Instance == first.Id));
        await rig.NothingLeftAsync();
        await Promises.AssertAsync(rig, run);
    }

    [Fact]
    public async Task Rebalance_notice_starts_a_replacement_before_the_machine_is_taken_which_then_does_what_that_gave_back()
    {
        await using var rig = await PlatformRig.NewAsync(executed);
        string? doomed = null;
        rig.Points.Work = (_, instance, cancel) =>
            (Interlocked.CompareExchange(ref doomed, instance, null) ?? instance) == instance ? ExecutedScenario.BusyAsync(1000, cancel) : Task.CompletedTask;
        var run = await rig.SubmitAsync(ExecutedScenario.Sweep(2, "max_concurrent: 4"));
        await using var watch = new GrantWatch(rig, run);
        await rig.UntilAsync("both points running", () => rig.Points.Starts.Count == 2);
        var first = Assert.Single(rig.Instances);
        var place = rig.Platform.Ec2.In(first.Account, first.Region);

        place.Rebalance(first.Id);

        await rig.UntilAsync("a replacement that has taken its place", () => rig.Machines.Joined.Count == 2);
        Assert.True(first.IsAlive);
        var replacement = Assert.Single(rig.Instances, instance => instance != first);
        Assert.Equal(2, rig.Points.Starts.Count(start => start.Instance == first.Id));
        place.Interrupt(first.Id);
        rig.Machines.Warn(first.Id);
        Assert.Equal(RunState.Complete, (await rig.EndAsync(run)).State);
        Assert.Equal(
            [(0, first.Id), (0, replacement.Id), (1, first.Id), (1, replacement.Id)],
            rig.Points.Starts.GroupBy(start => start.Point).OrderBy(point => point.Key).SelectMany(point => point).Select(start => ((int)start.Point, start.Instance)));
        Assert.All(await Promises.EntriesAsync(rig, await rig.RunAsync(run)), entry => Assert.Equal([AttemptEnd.Interrupted, AttemptEnd.Exited], entry.Attempts.Select(attempt => attempt.End)));
        Assert.Empty(watch.Breaches);
        await rig.NothingLeftAsync();
        await Promises.AssertAsync(rig, run);
    }

    [Fact]
    public async Task Queue_that_loses_its_machine_twice_goes_on()
    {
        await using var rig = await PlatformRig.NewAsync(executed);
        var started = 0;
        rig.Points.Work = (_, _, cancel) => Interlocked.Increment(ref started) <= 2 ? ExecutedScenario.BusyAsync(1000, cancel) : Task.CompletedTask;
        var run = await rig.SubmitAsync(ExecutedScenario.Sweep(1, "max_concurrent: 1"), isQueue: true);
        for (var loss = 1; loss <= 2; loss++)
        {
            await rig.UntilAsync($"start {loss}", () => started == loss);
            var lost = rig.Instances.Single(instance => instance.State == "running");
            rig.Platform.Ec2.In(lost.Account, lost.Region).Die(lost.Id);
        }

        Assert.Equal(RunState.Complete, (await rig.EndAsync(run)).State);
        await AssertAttemptsAsync(rig, run, AttemptEnd.Exited); // what a lost machine ran is not known
        Assert.Equal(3, rig.Points.Starts.Select(start => start.Instance).Distinct().Count());
        Assert.Single(rig.Platform.Runner.Executions, execution => execution.Machine.Name.EndsWith("-queue", StringComparison.Ordinal));
        await rig.NothingLeftAsync();
        await Promises.AssertAsync(rig, run);
    }

    [Fact]
    public async Task Function_that_is_killed_in_the_middle_of_planning_is_called_again_and_nothing_is_done_twice()
    {
        await using var rig = await PlatformRig.NewAsync(executed);
        var (calls, kills) = (0, 0);
        ((FunctionProcesses)rig.Functions).Invoking = (name, process) =>
        {
            if (name.EndsWith("-plan", StringComparison.Ordinal) && Interlocked.Increment(ref calls) is 2 or 4 or 5)
                _ = KillSoonAsync(process);
        };
        rig.Points.Work = (_, _, cancel) => ExecutedScenario.BusyAsync(0.3, cancel);
        var run = await rig.SubmitAsync(ExecutedScenario.Sweep(20, "max_concurrent: 4"));
        await using var watch = new GrantWatch(rig, run);
        var ended = await rig.EndAsync(run);
        Assert.Equal((RunState.Complete, new PointCounts(20, 0, 0)), (ended.State, ended.Counts));
        Assert.Equal(3, kills);
        Assert.Empty(watch.Breaches);
        await rig.NothingLeftAsync();
        await Promises.AssertAsync(rig, run);

        async Task KillSoonAsync(Muster.Testing.Lambda.FunctionProcess process)
        {
            await ExecutedScenario.BusyAsync(0.03 * kills, CancellationToken.None);
            process.Kill();
            Interlocked.Increment(ref kills);
        }
    }

    [Fact]
    public async Task Coordinator_that_is_aborted_is_started_again_by_schedule()
    {
        await using var rig = await PlatformRig.NewAsync(executed);
        var go = new TaskCompletionSource();
        rig.Points.Work = (_, _, cancel) => go.Task.WaitAsync(cancel);
        var run = await rig.SubmitAsync(ExecutedScenario.Sweep(4, "max_concurrent: 2"));
        await rig.UntilAsync("points that run", () => rig.Points.Starts.Count == 2);
        rig.Platform.Runner.Abort(rig.Platform.Runner.Executions.Single(execution => execution.Machine.Name.EndsWith("-sweep", StringComparison.Ordinal)));
        go.SetResult();
        await rig.UntilAsync("another coordinator", async () =>
        {
            await rig.RingAsync("Restarting");
            return rig.Platform.Runner.Executions.Count(execution => execution.Machine.Name.EndsWith("-sweep", StringComparison.Ordinal)) > 1;
        });
        Assert.Equal(RunState.Complete, (await rig.EndAsync(run)).State);
        await rig.NothingLeftAsync();
        await Promises.AssertAsync(rig, run);
    }

    private static async Task AssertAttemptsAsync(PlatformRig rig, RunId run, params AttemptEnd[] ends)
    {
        var entry = Assert.Single(await Promises.EntriesAsync(rig, await rig.RunAsync(run)));
        Assert.Equal(ends, entry.Attempts.Select(attempt => attempt.End));
    }
}
