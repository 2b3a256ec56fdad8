using Muster.Operations;
using Muster.Points;
using Muster.Runs;
using Muster.Sets;
using Muster.Testing.Builders;

namespace Muster.Tests.Core.Operations;

public class PointListTests
{
    private readonly RunWorld world = new();

    [Fact]
    public async Task Points_stand_where_their_chunks_and_workers_say()
    {
        var run = await world.AddAsync(points: 5);
        await run.StartAsync();
        await run.EndAsync(0, PointState.Succeeded, run.Attempt());
        await run.EndAsync(1, PointState.Failed, run.Attempt(3));
        await run.ClaimAsync(3);
        await run.WorkAsync(running: 1);

        Assert.Equal("0 Succeeded, 1 Failed, 2 Pending, 3 Running, 4 Pending", await ShownAsync(run, new()));
    }

    [Fact]
    public async Task A_worker_that_claimed_more_than_it_runs_has_claimed_points()
    {
        var run = await world.AddAsync(points: 3);
        await run.StartAsync();
        await run.ClaimAsync(0);
        await run.ClaimAsync(1);
        await run.WorkAsync(running: 1);

        Assert.Equal("0 Claimed, 1 Claimed, 2 Pending", await ShownAsync(run, new()));
    }

    [Fact]
    public async Task Nobody_knows_whether_points_of_a_silent_engine_run()
    {
        var run = await world.AddAsync(points: 2);
        await run.StartAsync();
        await run.ClaimAsync(0);
        await run.WorkAsync(running: 1);
        world.Time.Move(TimeSpan.FromMinutes(5));

        Assert.Equal("0 Claimed, 1 Pending", await ShownAsync(run, new()));
    }

    [Fact]
    public async Task Points_of_a_cancelled_run_that_did_not_end_are_cancelled()
    {
        var run = await world.AddAsync(points: 3);
        await run.StartAsync();
        await run.EndAsync(1, PointState.Succeeded, run.Attempt());
        await run.ChangeAsync(record => record.Cancel(world.Time.GetUtcNow())! with { Version = record.Version });
        await run.ReportAsync(RunState.Cancelled);

        Assert.Equal("0 Cancelled, 1 Succeeded, 2 Cancelled", await ShownAsync(run, new()));
    }

    [Fact]
    public async Task The_latest_round_that_holds_a_point_tells_about_it()
    {
        var run = await world.AddAsync(points: 4);
        await run.StartAsync();
        foreach (var point in new[] { 0, 1, 2, 3 })
            await run.EndAsync(point, point % 2 == 0 ? PointState.Succeeded : PointState.Failed, run.Attempt(point % 2));
        await run.ReportAsync(RunState.Error);
        await new RunRetry(world.Ports).RetryAsync(run.Id, RetrySelection.Failed);
        await run.EndAsync(3, PointState.Succeeded, run.Attempt());

        Assert.Equal("0 Succeeded, 1 Pending, 2 Succeeded, 3 Succeeded", await ShownAsync(run, new()));
        Assert.Equal([1, 2, 1, 2], (await ReadAsync(run, new())).Select(point => point.Round));
    }

    [Fact]
    public async Task Only_the_wanted_points_are_listed()
    {
        var run = await world.AddAsync(points: 10);
        await run.StartAsync();
        await run.EndAsync(4, PointState.Failed, run.Attempt(1));
        await run.EndAsync(7, PointState.Failed, run.Attempt(1));

        Assert.Equal("4 Failed, 7 Failed", await ShownAsync(run, new() { Standings = [PointStanding.Failed] }));
        Assert.Equal("3 Pending, 7 Failed, 8 Pending", await ShownAsync(run, new() { Indexes = IndexSet.Of([3, 7, 8]) }));
        Assert.Equal("7 Failed, 8 Pending, 9 Pending", await ShownAsync(run, new() { From = 7 }));
    }

    [Fact]
    public async Task An_index_beyond_the_run_is_an_error()
    {
        var run = await world.AddAsync("lr", 10);

        var error = await Assert.ThrowsAsync<NoSuchPointException>(() => ReadAsync(run, new() { Indexes = IndexSet.Of([3, 10]) }));

        Assert.Equal($"Run {run.Id} (lr) has no point 10; its points are 0 to 9.", error.Message);
    }

    [Fact]
    public async Task Chunks_that_were_never_claimed_cost_few_calls_and_no_point_is_left_out()
    {
        var run = await world.AddAsync(points: 100_000);
        await run.StartAsync();
        await run.EndAsync(99_999, PointState.Failed, run.Attempt(1));
        await run.EndAsync(64, PointState.Failed, run.Attempt(1));

        var failed = await ReadAsync(run, new() { Standings = [PointStanding.Failed] });
        var all = await ReadAsync(run, new());

        Assert.Equal([64, 99_999], failed.Select(point => point.Index));
        Assert.Equal(Enumerable.Range(0, 100_000).Select(i => (long)i), all.Select(point => point.Index));
    }

    private async Task<string> ShownAsync(BuiltRun run, PointQuery query) =>
        string.Join(", ", (await ReadAsync(run, query)).Select(point => $"{point.Index} {point.Standing}"));

    private async Task<List<PointView>> ReadAsync(BuiltRun run, PointQuery query)
    {
        var points = new List<PointView>();
        await foreach (var point in new PointList(world.Ports).ReadAsync(await run.RecordAsync(), query))
            points.Add(point);
        return points;
    }
}
