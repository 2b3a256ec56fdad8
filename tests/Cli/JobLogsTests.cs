using Muster.Cli;
using Muster.Graphs;
using Muster.Points;
using Muster.Runs;
using Muster.Testing.Builders;

namespace Muster.Tests.Cli;

public class JobLogsTests
{
    private readonly CliRig cli = new();

    [Fact]
    public async Task One_jobs_output_is_the_answer_as_it_is()
    {
        await JobRuns.RunningAsync(cli.World);

        Assert.Equal(new(0, "two\nthree", "Point 0, job 'build', attempt 2: exited with code 0\nStandard error has 1 line: --stderr\n"), await cli.RunAsync("logs", "last", "--job", "build"));
        Assert.Equal(new(0, "no disk\n", "Point 0, job 'build', attempt 1: exited with code 2\n"), await cli.RunAsync("logs", "last", "--job", "build", "--attempt", "1", "--stderr"));
        Assert.Equal(new(0, "three", "Point 0, job 'build', attempt 2: exited with code 0\nStandard error has 1 line: --stderr\n"), await cli.RunAsync("logs", "last", "0", "--job", "build", "--tail", "1"));
    }

    [Fact]
    public async Task Several_jobs_have_their_ids_before_each_line_in_the_order_of_running()
    {
        var (run, _) = await JobRuns.RunningAsync(cli.World);
        var see = $"wrote to standard error; see: muster logs {run.Id} --job";

        Assert.Equal(new(0, "fetch| fetched\nbuild| two\nbuild| three\n", $"Jobs 'build', 'lint' {see} build,lint --stderr\n"), await cli.RunAsync("logs", "last"));
        Assert.Equal(new(0, "fetch| fetched\nbuild| two\nbuild| three\n", $"Job 'build' {see} build --stderr\n"), await cli.RunAsync("logs", "last", "--job", "build,fetch"));
        Assert.Equal(new(0, "fetch| fetched\nbuild| one\nbuild#2| two\nbuild#2| three\n", $"Jobs 'build', 'lint' {see} build,lint --attempt all --stderr\n"), await cli.RunAsync("logs", "last", "--attempt", "all"));
        Assert.Equal(new(0, "[0] build| warning\n[0] lint| bad style\n", ""), await cli.RunAsync("logs", "last", "--stderr", "--prefix", "index"));
        Assert.Equal(new(0, "warning\nbad style\n", ""), await cli.RunAsync("logs", "last", "--stderr", "--prefix", "none"));
    }

    [Fact]
    public async Task Of_several_points_each_line_has_its_point_too()
    {
        await JobRuns.FailedAsync(cli.World, points: 3);

        Assert.Equal(new(0, "[0] lint| lint of 0\n[1] lint| lint of 1\n", "1 point has no attempt of such jobs that ended.\n"), await cli.RunAsync("logs", "last", "0-2", "--job", "lint"));
        Assert.Equal(new(0, "build| cc: out of memory\n", ""), await cli.RunAsync("logs", "last", "--stderr"));
        Assert.Equal(new(0, "[0] build| build of 0\n[1] build| build of 1\n", "1 attempt of these jobs wrote to standard error; see it with --stderr instead.\n"), await cli.RunAsync("logs", "last", "0-2", "--job", "build"));
    }

    [Fact]
    public async Task A_job_that_was_skipped_has_neither_output_nor_results()
    {
        await JobRuns.FailedAsync(cli.World);
        const string Told = "muster: Job 'package' was skipped and never started: job 'build' failed.\n";

        Assert.Equal(new(ExitCode.CouldNotTell, "", Told), await cli.RunAsync("logs", "last", "--job", "package"));
        Assert.Equal(new(ExitCode.CouldNotTell, "", Told), await cli.RunAsync("results", "last", "--job", "package"));
    }

    [Fact]
    public async Task What_is_not_there_says_what_is()
    {
        var (run, _) = await JobRuns.RunningAsync(cli.World);
        var plain = await cli.World.AddAsync("lr", 1);

        Assert.Equal(
            new(ExitCode.Usage, "", $"muster: Run {run.Id} (release) has no job 'biuld'. Did you mean 'build'? Its jobs are: fetch, build, unit-tests, lint, package.\n"),
            await cli.RunAsync("logs", "release", "--job", "biuld"));
        Assert.Equal(
            new(ExitCode.CouldNotTell, "", $"muster: No attempt of job 'package' of run {run.Id} (release) has ended. It waits for 'unit-tests', 'lint'.\n"),
            await cli.RunAsync("logs", "release", "--job", "package"));
        Assert.Equal(
            new(ExitCode.CouldNotTell, "", $"muster: No attempt of job 'unit-tests' of run {run.Id} (release) has ended. It runs since 2026-03-01 12:00:04 UTC; what it writes can be read once it has ended.\n"),
            await cli.RunAsync("logs", "release", "--job", "unit-tests"));
        Assert.Equal(
            new(ExitCode.CouldNotTell, "", $"muster: Job 'build' of run {run.Id} (release) has no attempt 3; it had the attempts 1 to 2.\n"),
            await cli.RunAsync("logs", "release", "--job", "build", "--attempt", "3"));
        Assert.Equal(
            new(ExitCode.Usage, "", $"muster: Run {plain.Id} (lr) has no jobs: each of its points runs one command.\n"), await cli.RunAsync("logs", "lr", "--job", "build"));
        Assert.Equal(
            new(ExitCode.Usage, "", "muster: --prefix job is for runs of job graphs; this one runs one command for each point.\n"), await cli.RunAsync("logs", "lr", "--prefix", "job"));
    }

    [Fact]
    public async Task Output_that_is_gone_is_told_with_its_job()
    {
        var (run, _) = await JobRuns.RunningAsync(cli.World);
        var key = GraphBlobs.KeyOf(run.Id, "graphs/1-0/build-2.pack");
        await cli.World.Blobs.DeleteAsync(key, TestContext.Current.CancellationToken);

        Assert.Equal(
            new(ExitCode.CouldNotTell, "fetch| fetched\n", $"""
                muster: Point 0, job 'build': What it wrote was kept as {cli.World.Blobs.UriOf(key)}, which is not there any more.
                Jobs 'build', 'lint' wrote to standard error; see: muster logs {run.Id} --job build,lint --stderr

                """),
            await cli.RunAsync("logs", "last"));
    }

    [Fact]
    public async Task A_point_whose_setup_failed_shows_what_that_wrote()
    {
        var run = await JobRuns.AddAsync(cli.World);
        await run.StartAsync();
        await run.EndAsync(0, PointState.Failed, run.Attempt(output: ("no such module\n", "")) with { End = AttemptEnd.NotStarted, ExitCode = null });

        Assert.Equal("no such module\n", (await cli.RunAsync("logs", "last")).Out);
        Assert.Equal(
            new(ExitCode.CouldNotTell, "", "muster: Job 'build' was skipped and never started: the point failed before it.\n"), await cli.RunAsync("logs", "last", "--job", "build"));
    }

    [Fact]
    public async Task Followed_jobs_appear_as_their_attempts_end()
    {
        var world = new RunWorld { Time = new() { GoesOn = true } };
        var rig = new CliRig { World = world };
        var (run, graph) = await JobRuns.RunningAsync(world);
        At(world, 2, () => EndAsync(graph, "lint", "clean\n"));
        At(world, 3, async () =>
        {
            await EndAsync(graph, "unit-tests", "all pass\n");
            await run.ChangeAsync(0, entry => entry with { State = PointState.Succeeded, Attempts = [run.Attempt()] });
            await run.ReportAsync(RunState.Complete);
        });

        Assert.Equal(new(0, "fetch| fetched\nbuild| one\nbuild#2| two\nbuild#2| three\nlint#2| clean\nunit-tests| all pass\n", ""), await rig.RunAsync("logs", "last", "--follow"));
        Assert.Equal("clean\n", (await rig.RunAsync("logs", "last", "--follow", "--job", "lint")).Out);
    }

    [Fact]
    public async Task A_followed_run_whose_state_is_gone_ends_and_says_so()
    {
        var rig = new CliRig { World = new() { Time = new() { GoesOn = true } } };
        var run = await JobRuns.FailedAsync(rig.World);
        var key = GraphBlobs.KeyOf(run.Id, "graphs/1-0/state-1.json");
        await rig.World.Blobs.DeleteAsync(key, TestContext.Current.CancellationToken);

        Assert.Equal(
            new(ExitCode.CouldNotTell, "", $"muster: Point 0: Where its jobs stand was kept as {rig.World.Blobs.UriOf(key)}, which is not there any more. If the run goes on, look again.\n"),
            await rig.RunAsync("logs", "last", "--follow"));
    }

    private static async Task EndAsync(BuiltGraph graph, string job, string output)
    {
        if (job == "lint")
            graph.Start(job);
        await graph.EndAsync(job, new() { Took = TimeSpan.Zero, Output = (output, "") });
        await graph.KeepAsync();
    }

    private static void At(RunWorld world, double seconds, Func<Task> act) =>
        world.Time.At(TimeSpan.FromSeconds(seconds), () => act().GetAwaiter().GetResult());
}
