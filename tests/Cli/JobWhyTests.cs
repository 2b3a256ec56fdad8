using Muster.Points;
using Muster.Runs;

namespace Muster.Tests.Cli;

public class JobWhyTests
{
    private readonly CliRig cli = new();

    [Fact]
    public async Task A_point_that_runs_names_its_jobs_that_run_and_those_that_wait()
    {
        var (run, _) = await JobRuns.RunningAsync(cli.World);

        Assert.Equal(
            $"""
            Point 0 of run {run.Id} (release): Running
              It is running.
              Job 'unit-tests' runs since 2026-03-01 12:00:04 UTC.
              Job 'lint' exited with code 1 and waits for its attempt 2 of 2, which starts not before 2026-03-01 12:00:46 UTC.
              Job 'package' waits. It waits for 'unit-tests', 'lint'.
              The last lines that job 'lint' wrote:
                bad style

            """,
            (await cli.RunAsync("why", "last", "0")).Out);
        Assert.Contains("\n  Job 'unit-tests' runs since 2026-03-01 12:00:04 UTC.\n", (await cli.RunAsync("why", "last")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_runs_it_says_when_the_next_job_is_tried()
    {
        var (run, graph) = await JobRuns.RunningAsync(cli.World);
        await graph.EndAsync("unit-tests", new() { Took = TimeSpan.Zero });
        await graph.KeepAsync();

        var point = (await cli.RunAsync("why", "last", "0", "--json")).Out;
        var whole = (await cli.RunAsync("why", "last", "--json")).Out;

        Assert.All([point, whole], json =>
        {
            Assert.Contains("\"waits\": true", json, StringComparison.Ordinal);
            Assert.Contains("\"cause\": \"backoff\"", json, StringComparison.Ordinal);
            Assert.Contains("\"next_try\": \"2026-03-01T12:00:46.000Z\"", json, StringComparison.Ordinal);
        });
        Assert.Contains("\n  Next try: 2026-03-01 12:00:46 UTC.\n", (await cli.RunAsync("why", "last", "0")).Out, StringComparison.Ordinal);
        Assert.Equal(RunState.InProgress, (await run.RecordAsync()).State);
    }

    [Fact]
    public async Task A_point_that_failed_names_the_job_that_did_and_what_was_skipped()
    {
        var run = await JobRuns.FailedAsync(cli.World, points: 2);

        Assert.Equal(
            $"""
            Point 1 of run {run.Id} (release): Failed
              It failed after 1 attempt; the retry policy allows no other.
              Attempt 1 exited with code 137 (Job 'build' failed with exit code 137; 3 were skipped).
              Job 'build' failed: it exited with code 137 (Killed for memory). Attempt 3 of 3 was the last.
              Jobs 'unit-tests', 'lint', 'package' were skipped: Job 'build' failed.
              The last lines that job 'build' of point 1 wrote:
                cc: out of memory

            """,
            (await cli.RunAsync("why", "last", "1")).Out);
        Assert.EndsWith("  The last lines that job 'build' of point 1 wrote:\n    cc: out of memory\n", (await cli.RunAsync("why", "last")).Out, StringComparison.Ordinal);
        Assert.DoesNotContain("could not be read", (await cli.RunAsync("why", "last")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Points_name_the_job_that_failed_or_runs()
    {
        await JobRuns.FailedAsync(cli.World, points: 2);

        Assert.Equal(
            """
            INDEX  STATE      TRIES  EXIT  JOB            TIME   MEMORY  PARAMETERS
                0  succeeded      1  0                   1.50s  2.0 MiB  x=0
                1  failed         1  137   build failed  1.50s  2.0 MiB  x=1

            """,
            (await cli.RunAsync("points", "last")).Out);
        Assert.DoesNotContain("could not be read", (await cli.RunAsync("results", "last")).Error, StringComparison.Ordinal);
    }
}
