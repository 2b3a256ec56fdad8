using System.Globalization;
using System.Text.Json;
using Muster.Cli;
using Muster.Points;
using Muster.Runs;
using Muster.Testing.Builders;

namespace Muster.Tests.Cli;

public class AcctCommandTests
{
    private const string Columns = "index, state, round, attempt, end, exit, slot, worker, wait, run, cpu, efficiency and memory";
    private readonly CliRig cli = new();

    [Fact]
    public async Task Attempts_and_totals_are_shown()
    {
        await AddAsync();

        var answer = await cli.RunAsync("acct", "last");

        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Snapshot.Matches("acct.txt", answer.Out);
        Snapshot.Matches("acct.json", (await cli.RunAsync("acct", "last", "--json")).Out);
    }

    [Fact]
    public async Task Columns_are_chosen_by_name()
    {
        await AddAsync();

        Snapshot.Matches("acct-columns.txt", (await cli.RunAsync("acct", "last", "1", "--format", "state, INDEX,attempt,cpu")).Out);
    }

    [Theory]
    [InlineData("acct last --format index,worker,memroy", $"muster: --format has no column 'memroy'. Did you mean 'memory'? The columns are {Columns}. See 'muster acct --help'.")]
    [InlineData("acct last --format index,,cpu", $"muster: --format has no column ''. The columns are {Columns}. See 'muster acct --help'.")]
    [InlineData("acct last --format cpu --json", "muster: --format chooses the columns of the table; --json has all fields. Leave one of them out.")]
    public async Task Wrong_words_say_what_is_allowed(string line, string message)
    {
        await AddAsync();

        Assert.Equal(new(ExitCode.Usage, "", $"{message}\n"), await cli.RunAsync(line.Split(' ')));
    }

    [Fact]
    public async Task Points_are_chosen_by_index_and_state()
    {
        await AddAsync();

        Assert.Equal([1, 1], await IndexesAsync("1,3"));
        Assert.Equal([0], await IndexesAsync("--state", "succeeded"));
        Assert.Equal([], await IndexesAsync("--state", "cancelled"));
        Assert.Equal(new(0, "", "No such points.\n"), await cli.RunAsync("acct", "last", "--state", "cancelled"));
        Assert.Equal(new(0, "1 point, 0 attempts that ended\n", ""), await cli.RunAsync("acct", "last", "3"));
    }

    [Fact]
    public async Task A_point_that_is_not_there_is_wrong_usage()
    {
        var run = await AddAsync();

        Assert.Equal(
            new(ExitCode.Usage, "", $"muster: Run {run.Id} (lr) has no point 4; its points are 0 to 3.\n"),
            await cli.RunAsync("acct", "last", "4"));
    }

    [Fact]
    public async Task A_long_table_has_one_heading_and_stays_aligned()
    {
        var run = await cli.World.AddAsync("many", 2500);
        await run.StartAsync();
        for (var point = 0; point < 2500; point++)
            await run.EndAsync(point, PointState.Succeeded, run.Attempt());

        var lines = (await cli.RunAsync("acct", "last", "--format", "run,index,efficiency")).Out.Split('\n');

        Assert.Equal(("  RUN  INDEX  EFFICIENCY", "1.50s      0       16.7%", "1.50s   2499       16.7%"), (lines[0], lines[1], lines[2500]));
        Assert.Equal(["", "2500 points, 2500 attempts: run 1h 02m, CPU 10m 25s, efficiency 16.7%, peak memory 2.0 MiB", ""], lines[2501..]);
    }

    private async Task<List<long>> IndexesAsync(params string[] args)
    {
        using var answer = JsonDocument.Parse((await cli.RunAsync(["acct", "last", "--json", .. args])).Out);
        return [.. answer.RootElement.GetProperty("attempts").EnumerateArray().Select(attempt => attempt.GetProperty("index").GetInt64())];
    }

    /// <summary>Point 0 succeeds, 1 is ended by a signal and then fails, 2 is lost, and 3 waits.</summary>
    private async Task<BuiltRun> AddAsync()
    {
        var run = await cli.World.AddAsync("lr", 4);
        await run.StartAsync();
        cli.World.Time.Move(TimeSpan.FromSeconds(5));
        await run.EndAsync(0, PointState.Succeeded, run.Attempt() with { Slot = 1 });
        var first = run.Attempt() with { End = AttemptEnd.Signalled, ExitCode = null, Signal = 9, CpuTime = null };
        cli.World.Time.Move(TimeSpan.FromSeconds(90));
        await run.EndAsync(1, PointState.Failed, first, run.Attempt(3, number: 2) with { Elapsed = TimeSpan.FromSeconds(4), CpuTime = TimeSpan.FromSeconds(7), PeakMemoryBytes = 3L << 30 });
        await run.EndAsync(2, PointState.Pending, run.Attempt() with { End = AttemptEnd.Lost, ExitCode = null, Elapsed = null, CpuTime = null, PeakMemoryBytes = null });
        return run;
    }
}
