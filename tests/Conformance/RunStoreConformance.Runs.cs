using Muster.Runs;
using Muster.Sets;
using Muster.Stores;
using Muster.Sweeps;

namespace Muster.Tests.Conformance;

public abstract partial class RunStoreConformance
{
    [Fact]
    public async Task A_run_comes_back_with_every_member()
    {
        await Store.WriteAsync(Samples.FullRun(), Cancel);

        Assert.Equal(Same.Text(Samples.FullRun()), Same.Text(await Store.GetRunAsync(Samples.FullRun().Id, Cancel)));
    }

    [Fact]
    public async Task A_run_comes_back_with_its_nulls()
    {
        await Store.WriteAsync(Samples.Run(), Cancel);

        var run = (await Store.GetRunAsync(Samples.Run().Id, Cancel))!;

        Assert.Equal((null, null, null, null), (run.RowsUri, run.MaxConcurrent, run.BudgetUsd, run.Lock));
        Assert.Equal((null, null, null), (run.Reason, run.StartedAt, run.CompletedAt));
    }

    [Fact]
    public async Task A_run_with_thousands_of_ranges_comes_back_whole()
    {
        var points = IndexSet.Of(Enumerable.Range(0, 20_000).Select(index => index * 3L));
        var run = Samples.Run() with { Round = new(1, [new() { Number = 0, Points = points, Stride = 32 }]) };

        await Store.WriteAsync(run, Cancel);

        Assert.Equal(points, (await Another.GetRunAsync(run.Id, Cancel))!.Round.Pools[0].Points);
    }

    [Fact]
    public async Task Runs_are_listed_newest_first_a_page_at_a_time()
    {
        for (var i = 0; i < 5; i++)
            await Store.WriteAsync(Samples.Run($"{i}") with { CreatedAt = Samples.Noon.AddSeconds(i * 7 % 5) }, Cancel);

        var first = await Store.ListRunsAsync(new() { Most = 2 }, Cancel);
        var second = await Store.ListRunsAsync(new() { Most = 2, Before = first[^1].CreatedAt }, Cancel);
        var third = await Store.ListRunsAsync(new() { Most = 2, Before = second[^1].CreatedAt }, Cancel);

        Assert.Equal([4, 3, 2, 1, 0], [.. first.Concat(second).Concat(third).Select(run => (run.CreatedAt - Samples.Noon).Seconds)]);
    }

    [Fact]
    public async Task Runs_are_ordered_by_the_moment_whatever_the_offset_of_their_time()
    {
        await Store.WriteAsync(Samples.Run("later") with { Name = "later", CreatedAt = Samples.Noon.AddSeconds(1).ToOffset(TimeSpan.FromHours(-9)) }, Cancel);
        await Store.WriteAsync(Samples.Run("earlier") with { Name = "earlier", CreatedAt = Samples.Noon.ToOffset(TimeSpan.FromHours(9)) }, Cancel);

        Assert.Equal(["later", "earlier"], (await Store.ListRunsAsync(new(), Cancel)).Select(run => run.Name));
    }

    [Fact]
    public async Task Runs_are_found_by_prefix_name_and_state()
    {
        var one = Samples.Run("one") with { Name = "alpha" };
        var two = Samples.Run("two") with { Name = "beta", State = RunState.Error };
        await Store.WriteAsync(one, Cancel);
        await Store.WriteAsync(two, Cancel);

        Assert.Equal(one.Id, Assert.Single(await Store.ListRunsAsync(new() { Name = "alpha" }, Cancel)).Id);
        Assert.Equal(two.Id, Assert.Single(await Store.ListRunsAsync(new() { State = RunState.Error }, Cancel)).Id);
        Assert.Equal(two.Id, Assert.Single(await Store.ListRunsAsync(new() { IdPrefix = two.Id.Value[..6] }, Cancel)).Id);
        Assert.Equal(2, (await Store.ListRunsAsync(new() { IdPrefix = "r" }, Cancel)).Count);
        Assert.Empty(await Store.ListRunsAsync(new() { Name = "alpha", State = RunState.Error }, Cancel));
        Assert.Empty(await Store.ListRunsAsync(new() { Name = "Alpha" }, Cancel));
        Assert.Empty(await Store.ListRunsAsync(new() { IdPrefix = "%" }, Cancel));
        Assert.Empty(await Store.ListRunsAsync(new() { IdPrefix = two.Id + "0" }, Cancel));
    }

    [Fact]
    public async Task Runs_wanting_work_come_most_urgent_first_then_oldest()
    {
        var expected = new List<RunId>();
        foreach (var (priority, age) in new[] { (Priority.Urgent, 1), (Priority.Urgent, 0), (Priority.Normal, 9), (Priority.Normal, 2), (Priority.Low, 20) })
        {
            var run = Samples.Run($"{priority} {age}") with { Priority = priority, CreatedAt = Samples.Noon.AddMinutes(-age) };
            expected.Add(run.Id);
            await Store.WriteAsync(run, Cancel);
        }

        Assert.Equal(expected, (await Store.ListRunsWantingWorkAsync(10, Cancel)).Select(run => run.Id));
        Assert.Equal(expected[..2], (await Store.ListRunsWantingWorkAsync(2, Cancel)).Select(run => run.Id));
    }

    [Theory]
    [InlineData(RunState.Ready, true)]
    [InlineData(RunState.InProgress, true)]
    [InlineData(RunState.Complete, false)]
    [InlineData(RunState.Error, false)]
    [InlineData(RunState.Cancelled, false)]
    [InlineData(RunState.Ignored, false)]
    public async Task A_run_wants_work_until_it_is_terminal(RunState state, bool wanted)
    {
        await Store.WriteAsync(Samples.Run(), Cancel);
        await Store.WriteAsync(Samples.Run(version: 2) with { State = state }, Cancel);

        Assert.Equal(wanted, (await Store.ListRunsWantingWorkAsync(10, Cancel)).Count == 1);
    }
}
