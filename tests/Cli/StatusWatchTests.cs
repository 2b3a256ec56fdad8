using Muster.Cli;
using Muster.Points;
using Muster.Runs;
using Muster.Testing.Builders;

namespace Muster.Tests.Cli;

public class StatusWatchTests
{
    private readonly RunWorld world = new() { Time = new() { GoesOn = true } };

    [Theory]
    [InlineData(40)]
    [InlineData(80)]
    [InlineData(120)]
    public async Task A_terminal_of_any_width_shows_all_of_it_ungarbled(int width)
    {
        var cli = Rig(width);
        var run = await RunningAsync();
        At(2.6, () => EndAsync(run));

        var answer = await cli.RunAsync("status", "last", "--watch");

        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.All(Frames(answer.Out).SelectMany(frame => frame), line => Assert.InRange(line.Length, 0, width));
        Snapshot.Matches($"status-watch-{width}.txt", $"{string.Join('\n', Frames(answer.Out)[^2])}\n");
    }

    [Fact]
    public async Task The_final_status_stays_on_the_screen_and_the_terminal_is_as_before()
    {
        var cli = Rig(80);
        var run = await RunningAsync();
        At(2.6, () => EndAsync(run));

        var answer = await cli.RunAsync("status", "last", "--watch", "--check-complete");

        Assert.Equal(ExitCode.Failed, answer.Code);
        Assert.StartsWith("\u001b[?1049h\u001b[?25l\u001b[?7l\u001b[H", answer.Out, StringComparison.Ordinal);
        var after = answer.Out.Split("\u001b[?7h\u001b[?25h\u001b[?1049l")[^1];
        Assert.Equal((await new CliRig { World = world, Screen = cli.Screen }.RunAsync("status", "last")).Out, after);
        Assert.Equal(7, Frames(answer.Out).Count); // twice a second
    }

    [Fact]
    public async Task A_low_terminal_says_that_there_is_more()
    {
        var cli = Rig(80, height: 5);
        var run = await RunningAsync();
        At(0.2, () => EndAsync(run));

        var frames = Frames((await cli.RunAsync("status", "last", "--watch")).Out);

        Assert.All(frames, frame => Assert.Equal(5, frame.Length));
        Assert.Equal("... 12 more lines: the terminal is too low", frames[0][^1]);
    }

    [Fact]
    public async Task Elsewhere_a_block_is_written_whenever_something_changed()
    {
        var cli = new CliRig { World = world };
        var run = await RunningAsync();
        At(9, () => run.EndAsync(3, PointState.Succeeded, run.Attempt()));
        At(11, () => EndAsync(run, from: 4));

        var answer = await cli.RunAsync("status", "last", "--watch");

        var blocks = answer.Out.Split("\n\ncompression");
        Assert.Equal(["10: 2 succeeded, 1 failed, 1 running, 6 pending", "10: 3 succeeded, 1 failed, 1 running, 5 pending", "10: 3 succeeded, 7 failed"],
            blocks.Select(block => block.Split("points    ")[1].Split('\n')[0]));
        Assert.DoesNotContain('\u001b', answer.Out);
    }

    [Fact]
    public async Task In_json_it_is_a_line_for_each_change()
    {
        var cli = Rig(80);
        var run = await RunningAsync();
        At(3, () => EndAsync(run));

        var lines = (await cli.RunAsync("status", "last", "--watch", "--json", "--every", "1s")).Out.TrimEnd('\n').Split('\n');

        Assert.Equal([true, true], lines.Select(line => line.StartsWith("{\"sweep_id\":", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_interrupted_watch_leaves_the_run_alone_and_its_status_on_the_screen()
    {
        using var interrupt = new CancellationTokenSource();
        var cli = new CliRig { World = world, Screen = new(80, false) { CanRedraw = true }, Cancel = interrupt.Token };
        await RunningAsync();
        At(1.2, () => interrupt.CancelAsync());

        var answer = await cli.RunAsync("status", "last", "--watch");

        Assert.Equal((ExitCode.Interrupted, ""), (answer.Code, answer.Error));
        Assert.Contains("\u001b[?1049lcompression", answer.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_is_watched_until_it_is_interrupted()
    {
        using var interrupt = new CancellationTokenSource();
        var cli = new CliRig { World = world, Screen = new(60, false) { CanRedraw = true }, Cancel = interrupt.Token };
        var run = await RunningAsync();
        At(0.8, () => EndAsync(run));
        At(1.2, () => interrupt.CancelAsync());

        var answer = await cli.RunAsync("list", "--watch");

        Assert.Equal(ExitCode.Interrupted, answer.Code);
        Assert.Equal(["InProgress", "InProgress", "Error"], Frames(answer.Out).Select(frame => frame[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)[2]));
    }

    [Theory]
    [InlineData("status last --every 1s", "muster: --every says how often --watch looks; give both, or none.")]
    [InlineData("status last --watch --every 1ms", "muster: --every is less than 100ms, the shortest time.")]
    public async Task Wrong_words_say_what_is_allowed(string line, string message)
    {
        await RunningAsync();

        Assert.Equal(new(ExitCode.Usage, "", $"{message}\n"), await new CliRig { World = world }.RunAsync(line.Split(' ')));
    }

    private CliRig Rig(int width, int height = 40) => new() { World = world, Screen = new(width, false) { CanRedraw = true, Height = height } };

    private static List<string[]> Frames(string output) =>
        [.. output.Split("\u001b[?7h")[0].Split("\u001b[H").Skip(1).Select(frame => frame.Replace("\u001b[K", "", StringComparison.Ordinal).Replace("\u001b[J", "", StringComparison.Ordinal).Split("\r\n"))];

    private void At(double seconds, Func<Task> happens) =>
        world.Time.At(TimeSpan.FromSeconds(seconds), () => happens().GetAwaiter().GetResult());

    private static async Task EndAsync(BuiltRun run, int from = 3)
    {
        for (var point = from; point < 10; point++)
            await run.EndAsync(point, PointState.Failed, run.Attempt(1));
        await run.ReportAsync(RunState.Error);
    }

    private async Task<BuiltRun> RunningAsync()
    {
        var run = await world.AddAsync("compression", 10, record => record with { MaxConcurrent = 4, BudgetUsd = 5 });
        world.Time.Move(TimeSpan.FromSeconds(2));
        await run.StartAsync();
        await run.EndAsync(0, PointState.Succeeded, run.Attempt());
        await run.EndAsync(1, PointState.Failed, run.Attempt(3));
        await run.ReportAsync(RunState.InProgress);
        await run.EndAsync(2, PointState.Succeeded, run.Attempt());
        await run.ClaimAsync(3);
        await run.WorkAsync(running: 1);
        await world.Store.TakeHintsAsync(new(run.Id, 1, 0), 4, 10);
        world.Outputs.Start(run.Id, new(3, 1, 2, BuiltRun.Worker, 0, world.Time.GetUtcNow()));
        world.Time.Move(TimeSpan.FromSeconds(5));
        return run;
    }
}
