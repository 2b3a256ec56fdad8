using Muster.Operations;
using Muster.Points;
using Muster.Reports;
using Muster.Runs;
using Muster.Sweeps;
using Muster.Testing.Builders;

namespace Muster.Tests.Core.Reports;

public class ReportReaderTests
{
    private readonly RunWorld world = new();

    [Fact]
    public async Task A_run_that_has_not_started_has_nothing_but_its_counts()
    {
        var report = await ReadAsync(await world.AddAsync(points: 3));

        Assert.Equal(new(3, default, 0), report.Counts);
        Assert.Equal((3, true), (report.Counts.Pending, report.IsGoing));
        Assert.Null(report.Times);
        Assert.Empty(report.Bars!);
        Assert.Empty(report.Usage);
        Assert.Empty(report.Metrics);
        Assert.Empty(report.FailureKinds);
    }

    [Fact]
    public async Task Metrics_are_those_of_points_that_succeeded()
    {
        var run = await SearchAsync();

        var report = await ReadAsync(run);

        Assert.Equal(["loss", "n.steps"], report.Metrics.Select(metric => metric.Name));
        var loss = report.Metrics[0];
        Assert.Equal((4, 0.1, 0.4), (loss.Spread.Count, loss.Spread.Min, loss.Spread.Max));
        Assert.Equal([3L, 2, 1], loss.Greatest.Select(point => point.Row.Point.Index));
        Assert.Equal([0L, 1, 2], loss.Least.Select(point => point.Row.Point.Index));
        var map = Assert.Single(loss.HeatMaps);
        Assert.Equal(("lr", "tool"), (map.Down.Parameter.Name, map.Across.Parameter.Name));
        Assert.Equal([0.1, 0.2, 0.3, 0.4], [map.Cells.MeanOf(0, 0), map.Cells.MeanOf(1, 0), map.Cells.MeanOf(0, 1), map.Cells.MeanOf(1, 1)]);
        Assert.Null(map.Cells.MeanOf(0, 2));
        Assert.Equal([0L, 1, 2, 3], report.Sample.Select(row => row.Point.Index).Order());
        Assert.Equal(["loss", "n.steps", "note"], report.RowMetrics);
    }

    [Fact]
    public async Task A_frequent_way_of_failing_does_not_hide_a_rare_one()
    {
        var run = await world.AddAsync(points: 30);
        await run.StartAsync();
        for (var point = 0; point < 29; point++)
            await run.EndAsync(point, PointState.Failed, run.Attempt(1, output: ("out\n", $"bad {point}\n")));
        await run.EndAsync(29, PointState.Failed, run.Attempt() with { End = AttemptEnd.Signalled, ExitCode = null, Signal = 9 });

        var report = await ReadAsync(run, new() { Failed = 4, FailedAlike = 3 });

        Assert.Equal([new("exited with code 1", 29, 0), new("was ended by signal 9 (SIGKILL)", 1, 29)], report.FailureKinds);
        Assert.Equal([0L, 1, 2, 29], report.Failed.Select(failed => failed.Row.Point.Index));
        Assert.Equal(["bad 1"], report.Failed[1].Lines);
        Assert.Equal("point 1", report.Failed[1].LinesOf);
        Assert.Empty(report.Failed[3].Lines);
    }

    [Fact]
    public async Task Attempts_of_all_rounds_count_and_the_longest_come_first()
    {
        var run = await world.AddAsync(points: 2);
        await run.StartAsync();
        await run.EndAsync(0, PointState.Succeeded, run.Attempt());
        await run.EndAsync(1, PointState.Failed, run.Attempt(1) with { Elapsed = TimeSpan.FromSeconds(9) }, run.Attempt(1, number: 2) with { Elapsed = null, End = AttemptEnd.Lost, ExitCode = null });
        await run.ReportAsync(RunState.Error);
        await new RunRetry(world.Ports).RetryAsync(run.Id, RetrySelection.Unsuccessful);
        await run.StartAsync();
        await run.EndAsync(1, PointState.Succeeded, run.Attempt() with { Elapsed = TimeSpan.FromSeconds(2) });

        var report = await ReadAsync(run);

        Assert.Equal((2, 4), (report.Totals.Points, report.Totals.Attempts));
        Assert.Equal(4, report.Bars!.Count);
        Assert.Equal([9, 2, 1.5], report.Slowest.Select(slow => slow.Account.Of.Attempt.Elapsed!.Value.TotalSeconds));
        Assert.Equal((3, 9.0), (report.Usage[0].Count, report.Usage[0].Max));
        Assert.Equal(new PointCounts(2, 0, 0), report.Counts.Ended);
    }

    [Fact]
    public async Task What_is_too_much_is_reduced_and_told()
    {
        var run = await SearchAsync();

        var report = await ReadAsync(run, new() { Bars = 3, Metrics = 1, Sample = 2, Rows = 2, Parameters = 1, HeatMaps = 6 });

        Assert.Null(report.Bars);
        Assert.Equal(["loss"], report.Metrics.Select(metric => metric.Name));
        Assert.Equal(["n.steps"], report.MetricsLeftOut);
        Assert.Equal((2, 4), (report.Sample.Count, report.SampleOf));
        Assert.Equal([0L, 1], report.Rows.Select(row => row.Point.Index));
        Assert.Equal(["lr"], report.Drawn.Select(parameter => parameter.Name));
        Assert.Empty(report.Metrics[0].HeatMaps);
        Assert.Null((await ReadAsync(run, new() { Lanes = 1 })).Bars);
    }

    [Fact]
    public async Task Results_that_are_gone_are_told()
    {
        var run = await world.AddAsync(points: 2);
        await run.StartAsync();
        await run.EndAsync(0, PointState.Succeeded, run.Attempt() with { Result = "gone" });
        await run.EndAsync(1, PointState.Succeeded, run.Attempt() with { Note = "result file /x: it holds an array" });

        var report = await ReadAsync(run);

        Assert.Equal(
            [$"1 result file could not be read: point 1; see: muster why {run.Id} 1.", "The results of 1 point could not be read, and are missing here. Point 0: The output gone is not there any more."],
            report.Troubles);
    }

    [Fact]
    public async Task Points_that_were_cancelled_before_they_started_ended_at_no_time()
    {
        var run = await world.AddAsync(points: 3);
        await run.StartAsync();
        await run.EndAsync(0, PointState.Succeeded, run.Attempt());
        await run.ChangeAsync(record => record with { Desired = DesiredState.Cancelled });
        await run.ReportAsync(RunState.Cancelled);

        var report = await ReadAsync(run);

        Assert.Equal((new PointCounts(1, 0, 2), 2), (report.Counts.Ended, report.EndsUnknown));
    }

    private async Task<ReportContent> ReadAsync(BuiltRun run, ReportLimits? limits = null) => await new ReportReader(world.Ports, limits).ReadAsync(run.Id);

    /// <summary>Six points over a learning rate and a tool, of which four succeeded, one failed with a metric, and one waits.</summary>
    private async Task<BuiltRun> SearchAsync()
    {
        var run = await world.AddAsync(
            new() { Name = "search", Command = "true", Grid = [new("lr", [new("1"), new("2"), new("3")]), new("tool", [new("\"a\""), new("\"b\"")])] }, []);
        await run.StartAsync();
        for (var point = 0; point < 4; point++)
            await run.EndAsync(point, PointState.Succeeded, run.Attempt(result: $$$"""{"loss":0.{{{point + 1}}},"n":{"steps":{{{point}}}},"note":"x"}""") with { Slot = point % 2 });
        await run.EndAsync(4, PointState.Failed, run.Attempt(1, result: """{"loss":99}"""));
        return run;
    }
}
