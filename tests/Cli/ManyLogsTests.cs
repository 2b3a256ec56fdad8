using Muster.Cli;
using Muster.Points;
using Muster.Runs;
using Muster.Testing.Builders;

namespace Muster.Tests.Cli;

/// <summary><c>muster logs</c> of many points, and of such that run.</summary>
public class ManyLogsTests
{
    private readonly CliRig cli = new();

    [Fact]
    public async Task Lines_of_many_points_begin_with_the_point()
    {
        await AddAsync();

        Assert.Equal(new(0, "[0] zero\n[0] more\n[1] one\n", ""), await cli.RunAsync("logs", "last", "0,1"));
        Assert.Equal(new(0, "[x=0] zero\n[x=0] more\n[x=1] one\n", ""), await cli.RunAsync("logs", "last", "0,1", "--prefix", "params"));
        Assert.Equal(new(0, "zero\nmore\none\n", ""), await cli.RunAsync("logs", "last", "0,1", "--prefix", "none"));
        Assert.Equal(new(0, "[1] one\n[2] second\n", ""), await cli.RunAsync("logs", "last", "--state", "failed"));
        Assert.Equal(new(0, "[0] more\n[1] one\n", ""), await cli.RunAsync("logs", "last", "0,1", "--tail", "1"));
        Assert.Equal(new(0, "[2] oh\n", ""), await cli.RunAsync("logs", "last", "0-2", "--stderr"));
    }

    [Fact]
    public async Task One_point_that_a_filter_leaves_is_shown_as_it_is()
    {
        await AddAsync();

        Assert.Equal(new(0, "zero\nmore", "Point 0, attempt 1: exited with code 0\n"), await cli.RunAsync("logs", "last", "--where", "x=0"));
        Assert.Equal(new(0, "[0] zero\n[0] more\n", ""), await cli.RunAsync("logs", "last", "0", "--prefix", "index"));
    }

    [Fact]
    public async Task All_attempts_are_told_apart()
    {
        await AddAsync();

        Assert.Equal(new(0, "[1] one\n[2] first\n[2 #2] second\n", ""), await cli.RunAsync("logs", "last", "1-2", "--attempt", "all"));
        Assert.Equal(
            new(0, "first\nsecond\n", "Point 2, attempt 1: exited with code 1\nPoint 2, attempt 2: exited with code 1\nStandard error has 1 line: --stderr\n"),
            await cli.RunAsync("logs", "last", "2", "--attempt", "all"));
        Assert.Equal(new(0, "[1] one\n[2] first\n", ""), await cli.RunAsync("logs", "last", "1-2", "--attempt", "1"));
    }

    [Fact]
    public async Task What_cannot_be_told_is_counted_and_what_is_gone_is_named()
    {
        var run = await AddAsync();
        await run.EndAsync(3, PointState.Failed, run.Attempt(1) with { Output = "nowhere" });

        Assert.Equal(new(0, "[0] zero\n[0] more\n", "2 points have no attempt that ended or runs on this machine.\n"), await cli.RunAsync("logs", "last", "0,4,5"));
        Assert.Equal(new(0, "", "No such points.\n"), await cli.RunAsync("logs", "last", "--where", "x>99"));
        Assert.Equal(new(ExitCode.CouldNotTell, "[1] one\n", "muster: Point 3: The output nowhere is not there any more.\n"), await cli.RunAsync("logs", "last", "1,3"));
    }

    [Fact]
    public async Task A_time_leaves_out_what_had_ended_before()
    {
        var run = await AddAsync();
        cli.World.Time.Move(TimeSpan.FromHours(1));
        await run.EndAsync(3, PointState.Succeeded, run.Attempt(output: ("late\n", "")));

        foreach (var since in (string[])["10m", "2026-03-01T12:30", "2026-03-01T12:30:00Z", "2026-03-01 14:30:00+02:00"])
            Assert.Equal(new(0, "[3] late\n", ""), await cli.RunAsync("logs", "last", "0-3", "--since", since));
        Assert.Equal(new(0, "", "No attempt of point 0 ran or ended since then.\n"), await cli.RunAsync("logs", "last", "0", "--since", "10m"));
        Assert.StartsWith("[0] zero\n", (await cli.RunAsync("logs", "last", "0-3", "--since", "2026-03-01")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_running_point_shows_what_it_wrote_so_far()
    {
        var run = await AddAsync();
        await run.ClaimAsync(4);
        var live = cli.World.Outputs.Start(run.Id, new(4, 1, 1, BuiltRun.Worker, 0, cli.World.Time.GetUtcNow()));
        cli.World.Time.Move(TimeSpan.FromSeconds(5));
        live.Write("so far\nand");
        live.Write("trouble\n", error: true);

        Assert.Equal(new(0, "so far\nand", "Point 4, attempt 1: running, started 5s ago\nStandard error has 1 line: --stderr\n"), await cli.RunAsync("logs", "last", "4"));
        Assert.Equal(new(0, "[1] one\n[4] so far\n[4] and\n", ""), await cli.RunAsync("logs", "last", "1,4"));
        Assert.Equal(new(0, "and", "Point 4, attempt 1: running, started 5s ago\nStandard error has 1 line: --stderr\n"), await cli.RunAsync("logs", "last", "4", "--tail", "1"));
        var why = await cli.RunAsync("why", "last", "4");
        Assert.EndsWith("Running\n  It is running.\n  Attempt 1 runs on this machine since 2026-03-01 12:00:00 UTC.\n  The last lines that point 4 wrote:\n    trouble\n", why.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Followed_points_are_shown_until_they_have_ended()
    {
        var rig = new CliRig { World = new() { Time = new() { GoesOn = true } } };
        var run = await AddAsync(rig.World);

        Assert.Equal(
            new(0, "[0] zero\n[0] more\n[2] first\n[2 #2] second\n", ""),
            await rig.RunAsync("logs", "last", "0,2", "--follow"));
        await run.ChangeAsync(record => record.Cancel(rig.World.Time.GetUtcNow())! with { Version = record.Version });
        await run.ReportAsync(RunState.Cancelled);
        Assert.Equal(
            new(0, "zero\nmore", "Point 0, attempt 1: exited with code 0\n"),
            await rig.RunAsync("logs", "last", "0", "--follow"));
        Assert.Equal(0, rig.EnginesEnsured);
    }

    [Fact]
    public async Task An_interrupted_follower_leaves_the_run_alone()
    {
        using var interrupt = new CancellationTokenSource();
        await interrupt.CancelAsync();
        var rig = new CliRig { Cancel = interrupt.Token };
        await AddAsync(rig.World);

        Assert.Equal(ExitCode.Interrupted, (await rig.RunAsync("logs", "last", "--follow")).Code);
    }

    [Theory]
    [InlineData("logs last --attempt none", "muster: --attempt is 'none'; it is a whole number of 1 or more, or 'all'. See 'muster logs --help'.")]
    [InlineData("logs last --tail -1", "muster: --tail is '-1'; it is a whole number of 0 or more. See 'muster logs --help'.")]
    [InlineData("logs last --since yesterday", "muster: --since is 'yesterday'; it is how far back, such as 90s or 10m, or a time such as 2026-03-01T14:00, 2026-03-01T14:00:05Z or 2026-03-01.")]
    [InlineData("logs last --follow --state failed", "muster: --follow follows points from state to state; leave out --state, or choose points by INDEXES or --where.")]
    [InlineData("logs last --where x", "muster: --where is 'x'; it is a parameter and its value, such as lr=0.1, and instead of = also !=, <, <=, > or >=. See 'muster logs --help'.")]
    public async Task Wrong_words_say_what_is_allowed(string line, string message)
    {
        await AddAsync();

        Assert.Equal(new(ExitCode.Usage, "", $"{message}\n"), await cli.RunAsync(line.Split(' ')));
    }

    private Task<BuiltRun> AddAsync() => AddAsync(cli.World);

    private static async Task<BuiltRun> AddAsync(RunWorld world)
    {
        var run = await world.AddAsync("lr", 6);
        await run.StartAsync();
        await run.EndAsync(0, PointState.Succeeded, run.Attempt(output: ("zero\nmore", "")));
        await run.EndAsync(1, PointState.Failed, run.Attempt(3, output: ("one\n", "")));
        await run.EndAsync(2, PointState.Failed, run.Attempt(1, output: ("first\n", "")), run.Attempt(1, number: 2, output: ("second\n", "oh\n")));
        return run;
    }
}
