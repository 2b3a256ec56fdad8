using Muster.Operations;
using Muster.Placement;
using Muster.Points;
using Muster.Runs;
using Muster.Sets;
using Muster.Sweeps;
using Muster.Testing.Builders;

namespace Muster.Tests.Core.Operations;

public class ResultReaderTests
{
    private readonly RunWorld world = new();

    [Fact]
    public async Task A_row_is_index_parameters_metrics_and_the_end()
    {
        var run = await world.AddAsync(points: 2);
        await run.StartAsync();
        await run.EndAsync(0, PointState.Succeeded, run.Attempt(result: """{"loss":0.5,"note":"ok"}"""));

        var rows = await ReadAsync(run);

        Assert.Equal(
            """index=0 x=0 loss=0.5 note="ok" state="succeeded" exit_code=0 signal=null attempts=1 started_at="2026-03-01T12:00:00.000Z" ended_at="2026-03-01T12:00:01.500Z" seconds=1.5 cpu_seconds=0.25 peak_memory_bytes=2097152""",
            Shown(rows[0]));
        Assert.Equal(
            """index=1 x=1 state="pending" exit_code=null signal=null attempts=0 started_at=null ended_at=null seconds=null cpu_seconds=null peak_memory_bytes=null""",
            Shown(rows[1]));
    }

    [Fact]
    public async Task Nested_objects_have_dotted_names_and_lists_stay_one_value()
    {
        Assert.Equal("a.b=1 a.c.d=null e=[1,{\"f\":2}]", await MetricsAsync("""{"a":{"b":1,"c":{"d":null}},"e":[1,{"f":2}],"g":{}}"""));
    }

    [Fact]
    public async Task A_name_that_comes_twice_is_numbered()
    {
        Assert.Equal("a.b=1 a.b#2=2", await MetricsAsync("""{"a":{"b":1},"a.b":2}"""));
    }

    [Fact]
    public async Task A_metric_with_the_name_of_a_parameter_is_prefixed_in_all_rows()
    {
        var run = await RowsAsync([new Parameter("x", new("1"))], [new Parameter("y", new("2"))]);
        await run.StartAsync();
        await run.EndAsync(0, PointState.Succeeded, run.Attempt(result: """{"x":10,"y":20}"""));
        await run.EndAsync(1, PointState.Succeeded, run.Attempt(result: """{"x":30,"z":40}"""));

        var rows = await ReadAsync(run);

        Assert.Equal("x=1 | metric.x=10 metric.y=20", $"{Text(rows[0].Parameters)} | {Text(rows[0].Metrics)}");
        Assert.Equal("y=2 | metric.x=30 z=40", $"{Text(rows[1].Parameters)} | {Text(rows[1].Metrics)}");
    }

    [Fact]
    public async Task What_would_hide_a_field_of_ours_is_prefixed()
    {
        var run = await RowsAsync([new Parameter("state", new("1")), new Parameter("index", new("2")), new Parameter("param.p", new("3"))]);
        await run.StartAsync();
        await run.EndAsync(0, PointState.Succeeded, run.Attempt(result: """{"seconds":10,"metric.m":20}"""));

        var row = Assert.Single(await ReadAsync(run));

        Assert.Equal("param.state=1 param.index=2 param.param.p=3 | metric.seconds=10 metric.metric.m=20", $"{Text(row.Parameters)} | {Text(row.Metrics)}");
        Assert.Equal(row.Fields.Count(), row.Fields.Select(field => field.Name).Distinct().Count());
    }

    [Fact]
    public async Task Parameters_are_listed_defaults_first_then_rows_then_grid()
    {
        var spec = new SweepSpec
        {
            Name = "s",
            Command = "true",
            Defaults = [new("d", new("0"))],
            Grid = [new("g", [new("1")])],
        };
        var run = await world.AddAsync(spec, [new([new("r", new("2")), new("d", new("3"))], PlacementSpec.Anywhere)]);

        var reader = await ResultReader.OpenAsync(world.Ports, await run.RecordAsync());

        Assert.Equal(["d", "r", "g"], reader.Names.Parameters);
    }

    [Fact]
    public async Task A_result_that_is_gone_is_counted_and_told()
    {
        var run = await world.AddAsync(points: 2);
        await run.StartAsync();
        await run.EndAsync(0, PointState.Succeeded, run.Attempt() with { Result = "lost" });
        var reader = await ResultReader.OpenAsync(world.Ports, await run.RecordAsync());

        await foreach (var row in reader.ReadAsync(new()))
            Assert.Empty(row.Metrics);

        Assert.Equal((1L, "Point 0: The output lost is not there any more."), (reader.Unreadable, reader.FirstProblem));
    }

    [Fact]
    public async Task The_best_points_come_best_first_and_others_are_counted()
    {
        var reader = await OpenAsync(await LossesAsync("5", "1e-3", "\"nan\"", "-2", null, "1e-3"));

        var least = await BestResults.FindAsync(reader, new(), new("loss", Best.Min, 3));
        var most = await BestResults.FindAsync(reader, new(), new("loss", Best.Max, 1));

        Assert.Equal([3, 1, 5], least.Rows.Select(row => row.Point.Index));
        Assert.Equal([0], most.Rows.Select(row => row.Point.Index));
        Assert.Equal((4L, 2L, 1L), (least.Considered, least.WithoutMetric, least.NotSucceeded));
        Assert.Equal(["loss"], least.Metrics);
        Assert.Equal(["loss"], least.Numbers);
    }

    [Fact]
    public async Task A_metric_is_found_by_its_own_name_although_it_is_shown_with_a_prefix()
    {
        var run = await world.AddAsync(points: 1);
        await run.StartAsync();
        await run.EndAsync(0, PointState.Succeeded, run.Attempt(result: """{"x":7}"""));
        var reader = await OpenAsync(run);

        Assert.Equal(1, (await BestResults.FindAsync(reader, new(), new("x", Best.Max, 1))).Considered);
        Assert.Equal(1, (await BestResults.FindAsync(reader, new(), new("metric.x", Best.Max, 1))).Considered);
    }

    [Fact]
    public async Task Files_are_listed_where_the_sweep_names_some()
    {
        var run = await world.AddAsync(
            new() { Name = "s", Command = "true", Grid = [new("x", [new("1"), new("2")])], ResultPaths = ["*.txt"] }, []);
        world.Outputs.KeepFiles(run.Id, 1, "/points/1/a.txt", "/points/1/b.txt");
        var reader = await OpenAsync(run);
        var files = new List<ResultFile>();

        await foreach (var file in reader.FilesAsync(new() { Indexes = IndexSet.Of([1]) }))
            files.Add(file);

        Assert.True(reader.HasResultPaths);
        Assert.Equal([new(1, "/points/1/a.txt"), new(1, "/points/1/b.txt")], files);
    }

    private Task<BuiltRun> RowsAsync(params IReadOnlyList<Parameter[]> rows) =>
        world.AddAsync(new() { Name = "s", Command = "true" }, [.. rows.Select(row => new Row(row, PlacementSpec.Anywhere))]);

    /// <summary>A run whose points succeeded with these losses, and a last one that failed.</summary>
    private async Task<BuiltRun> LossesAsync(params string?[] losses)
    {
        var run = await world.AddAsync(points: losses.Length + 1);
        await run.StartAsync();
        for (var point = 0; point < losses.Length; point++)
            await run.EndAsync(point, PointState.Succeeded, run.Attempt(result: losses[point] is { } loss ? $$"""{"loss":{{loss}}}""" : null));
        await run.EndAsync(losses.Length, PointState.Failed, run.Attempt(1, result: """{"loss":-99}"""));
        return run;
    }

    private async Task<string> MetricsAsync(string result)
    {
        var run = await world.AddAsync(points: 1);
        await run.StartAsync();
        await run.EndAsync(0, PointState.Succeeded, run.Attempt(result: result));
        return Text(Assert.Single(await ReadAsync(run)).Metrics);
    }

    private async Task<ResultReader> OpenAsync(BuiltRun run) => await ResultReader.OpenAsync(world.Ports, await run.RecordAsync());

    private async Task<List<ResultRow>> ReadAsync(BuiltRun run)
    {
        var rows = new List<ResultRow>();
        await foreach (var row in (await OpenAsync(run)).ReadAsync(new()))
            rows.Add(row);
        return rows;
    }

    private static string Shown(ResultRow row) => Text(row.Fields);

    private static string Text(IEnumerable<ResultField> fields) => string.Join(' ', fields.Select(field => $"{field.Name}={field.Json}"));
}
