using Muster.Cli;
using Muster.Points;
using Muster.Runs;

namespace Muster.Tests.Cli;

/// <summary>What is said of a graph's only point while it is waited for, and at its end.</summary>
public class JobsEndingTests
{
    private readonly CliRig cli = new() { World = new() { Time = new() { GoesOn = true } } };

    [Fact]
    public async Task A_wait_ends_with_the_jobs_and_the_last_lines_of_the_one_that_failed()
    {
        var run = await JobRuns.FailedAsync(cli.World);

        Assert.Equal(
            new(ExitCode.Failed, "", $"""
                  JOB               STATE      ATTEMPT   TIME  EXIT  WHY
                  fetch             succeeded  1        1.50s  0
                  └─ build          failed     3 of 3   1.50s  137   Attempt 3 of 3 was the last. (Killed for memory)
                     ├─ unit-tests  skipped                          Job 'build' failed.
                     └─ lint        skipped                          Job 'build' failed.
                        └─ package  skipped                          Job 'build' failed.
                  The last lines that job 'build' wrote:
                    cc: out of memory
                Error: of 5 jobs 1 succeeded, 1 failed, 3 skipped in 10m4s.
                The only point failed.
                See muster why {run.Id}

                """),
            await cli.RunAsync("wait", "last"));
    }

    [Fact]
    public async Task A_wait_counts_the_jobs_and_names_those_that_run()
    {
        var (run, graph) = await JobRuns.RunningAsync(cli.World);
        cli.World.Time.At(TimeSpan.FromSeconds(8), () => EndAsync(graph, "unit-tests").GetAwaiter().GetResult());

        var answer = await cli.RunAsync("wait", "last", "--timeout", "14s");

        Assert.Equal(
            new(ExitCode.TimedOut, "", $"""
                release: 2/5 jobs, running: unit-tests, to be tried again: lint
                release: 3/5 jobs, to be tried again: lint
                Time is up: run {run.Id} is running, 3 of 5 jobs have ended. It goes on.

                """),
            answer);
    }

    private static async Task EndAsync(Muster.Testing.Builders.BuiltGraph graph, string job)
    {
        await graph.EndAsync(job, new() { Took = TimeSpan.Zero });
        await graph.KeepAsync();
    }
}
