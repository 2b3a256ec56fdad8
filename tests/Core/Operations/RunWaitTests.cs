using Muster.Operations;
using Muster.Points;
using Muster.Runs;
using Muster.Testing.Builders;

namespace Muster.Tests.Core.Operations;

public class RunWaitTests
{
    private readonly RunWorld world = new() { Time = new() { GoesOn = true } };

    [Fact]
    public async Task A_run_that_has_ended_is_not_waited_for()
    {
        var run = await world.AddAsync();
        await new RunCancel(world.Store, world.Time).CancelAsync(run.Id);

        var status = await new RunWait(world.Ports).WaitAsync(run.Id, TimeSpan.Zero);

        Assert.Equal(RunState.Cancelled, status.Run.State);
    }

    [Fact]
    public async Task Time_up_ends_the_wait()
    {
        var run = await world.AddAsync();
        var begin = world.Time.GetUtcNow();

        var status = await new RunWait(world.Ports).WaitAsync(run.Id, TimeSpan.FromSeconds(7));

        Assert.Equal(RunState.Ready, status.Run.State);
        Assert.Equal(TimeSpan.FromSeconds(7), world.Time.GetUtcNow() - begin);
    }

    [Fact]
    public async Task Changes_are_told_and_the_end_is_waited_for()
    {
        var run = await world.AddAsync(points: 1);
        var told = new List<string>();
        var steps = new Queue<Func<Task>>(
        [
            run.StartAsync,
            () => run.EndAsync(0, PointState.Succeeded, run.Attempt()),
            () => run.ReportAsync(RunState.Complete),
        ]);

        var status = await new RunWait(world.Ports).WaitAsync(run.Id, null, seen =>
        {
            told.Add($"{seen.State} {seen.Counts.Ended}");
            if (steps.TryDequeue(out var step))
                step().GetAwaiter().GetResult();
        });

        Assert.Equal(["Ready 0", "InProgress 0", "InProgress 1", "Complete 1"], told);
        Assert.Equal(RunState.Complete, status.Run.State);
    }
}
