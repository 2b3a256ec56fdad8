using System.Text.Json;
using Muster.Cli;
using Muster.Points;
using Muster.Runs;

namespace Muster.Tests.Cli;

public class StatusJobsTests
{
    private readonly CliRig cli = new();

    [Fact]
    public async Task The_only_point_has_its_jobs_below_the_status()
    {
        await JobRuns.RunningAsync(cli.World);

        var answer = await cli.RunAsync("status", "last");

        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Snapshot.Matches("status-jobs.txt", answer.Out);
        Snapshot.Matches("status-jobs.json", (await cli.RunAsync("status", "last", "--json")).Out);
    }

    [Fact]
    public async Task On_a_narrow_terminal_nothing_is_lost()
    {
        var narrow = new CliRig { World = cli.World, Screen = new(60, false) };
        await JobRuns.RunningAsync(cli.World);

        Snapshot.Matches("status-jobs-60.txt", (await narrow.RunAsync("status", "last")).Out);
    }

    [Fact]
    public async Task A_run_that_failed_says_why_each_job_stopped()
    {
        await JobRuns.FailedAsync(cli.World);

        Snapshot.Matches("status-jobs-failed.txt", (await cli.RunAsync("status", "last")).Out);
    }

    [Fact]
    public async Task Of_many_points_the_jobs_that_failed_last_are_shown_and_of_one_all()
    {
        await JobRuns.FailedAsync(cli.World, points: 3);

        Snapshot.Matches("status-jobs-many.txt", (await cli.RunAsync("status", "last")).Out);
        Snapshot.Matches("status-jobs-point.txt", (await cli.RunAsync("status", "last", "--point", "1")).Out);
        using var json = JsonDocument.Parse((await cli.RunAsync("status", "last", "--json")).Out);
        Assert.Equal(["2 build"], json.RootElement.GetProperty("jobs").EnumerateArray().Select(job => $"{job.GetProperty("point")} {job.GetProperty("job")}"));
    }

    [Fact]
    public async Task Jobs_of_a_run_that_never_started_wait_for_its_point()
    {
        await JobRuns.AddAsync(cli.World);

        Assert.Matches("\n  fetch +pending +It waits for its point to run\\.\n", (await cli.RunAsync("status", "last")).Out);
    }

    [Fact]
    public async Task A_run_without_jobs_has_none()
    {
        var run = await cli.World.AddAsync("lr", 2);

        Assert.DoesNotContain("JOB", (await cli.RunAsync("status", "lr")).Out, StringComparison.Ordinal);
        Assert.DoesNotContain("\"jobs\"", (await cli.RunAsync("status", "lr", "--json")).Out, StringComparison.Ordinal);
        Assert.Equal(new(ExitCode.Usage, "", $"muster: Run {run.Id} (lr) has no jobs: each of its points runs one command.\n"), await cli.RunAsync("status", "lr", "--point", "0"));
    }

    [Theory]
    [InlineData(30)]
    [InlineData(14)]
    public async Task A_watched_run_has_its_jobs_as_far_as_the_terminal_is_high(int height)
    {
        var world = new Muster.Testing.Builders.RunWorld { Time = new() { GoesOn = true } };
        var rig = new CliRig { World = world, Screen = new(100, false) { CanRedraw = true, Height = height } };
        var (run, graph) = await JobRuns.RunningAsync(world);
        world.Time.At(
            TimeSpan.FromSeconds(1.2),
            () =>
            {
                graph.EndAsync("unit-tests", new() { Took = TimeSpan.Zero }).GetAwaiter().GetResult();
                graph.KeepAsync().GetAwaiter().GetResult();
                run.ChangeAsync(0, entry => entry with { State = PointState.Failed, Attempts = [run.Attempt(1)] }).GetAwaiter().GetResult();
                run.ReportAsync(RunState.Error).GetAwaiter().GetResult();
            });

        var answer = await rig.RunAsync("status", "last", "--watch");

        Assert.Equal((0, ""), (answer.Code, answer.Error));
        var frames = answer.Out.Split("\u001b[?1049l")[0].Split("\u001b[H").Skip(1).Select(frame => frame.Replace("\u001b[K", "", StringComparison.Ordinal).Replace("\u001b[J", "", StringComparison.Ordinal)).ToList();
        Assert.All(frames, frame => Assert.InRange(frame.Split("\r\n").Length, 1, height));
        Snapshot.Matches($"status-jobs-watch-{height}.txt", frames[0].Replace("\r\n", "\n", StringComparison.Ordinal) + "\n");
    }
}
