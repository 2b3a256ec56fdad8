using Muster.Coordination;
using Muster.Operations;
using Muster.Points;
using Muster.Runs;
using Muster.Testing.Builders;

namespace Muster.Tests.Core.Operations;

public class RunWhyTests
{
    private readonly RunWorld world = new();

    private RunWhy Why => new(world.Ports);

    [Fact]
    public async Task A_waiting_run_names_its_cause()
    {
        var run = await world.AddAsync("lr", 4);

        var why = await Why.OfRunAsync(run.Id);

        Assert.Equal(($"Run {run.Id} (lr)", "Ready", WaitCause.Engine), (why.Subject, why.State, why.Cause));
        Assert.Equal(["It has not started: 4 points wait.", $"No engine has taken the run up yet; it starts as soon as one runs: muster wait {run.Id} starts one."], why.Sentences);
    }

    [Fact]
    public async Task A_running_run_says_why_the_others_wait()
    {
        var run = await world.AddAsync(points: 4, change: record => record with { MaxConcurrent = 1 });
        await run.StartAsync();
        await run.ClaimAsync(0);
        await run.WorkAsync(running: 1);

        Assert.Equal(
            ["It is running: 0 of 4 points succeeded, 0 failed, 1 run, 3 wait.", "The others wait because max_concurrent allows 1 at once; the next starts when one ends."],
            (await Why.OfRunAsync(run.Id)).Sentences);
    }

    [Fact]
    public async Task A_failed_run_tells_of_its_first_failed_points()
    {
        var run = await world.AddAsync(points: 5);
        await run.StartAsync();
        await run.EndAsync(0, PointState.Succeeded, run.Attempt());
        await run.EndAsync(1, PointState.Failed, run.Attempt(3, output: ("", "Traceback:\n  boom\n")));
        foreach (var point in new[] { 2, 3, 4 })
            await run.EndAsync(point, PointState.Failed, run.Attempt(1));
        await run.ReportAsync(RunState.Error);

        var why = await Why.OfRunAsync(run.Id);

        Assert.Equal(
            [
                "It ended in error: 1 of 5 points succeeded, 4 failed.",
                "4 of 5 points failed; none is tolerated.",
                "Point 1 exited with code 3.",
                "Point 2 exited with code 1.",
                "Point 3 exited with code 1.",
            ],
            why.Sentences);
        Assert.Equal(["Traceback:", "  boom"], why.ErrorLines);
        Assert.Equal(WaitCause.Failure, why.Cause);
    }

    [Fact]
    public async Task A_point_between_attempts_says_when_it_is_tried_next()
    {
        var run = await world.AddAsync("lr", 2);
        await run.StartAsync();
        var until = world.Time.GetUtcNow().AddSeconds(40);
        await run.SetAsync(1, new() { NotBefore = until, Attempts = [run.Attempt(7, output: ("some output\n", ""))] });

        var why = await Why.OfPointAsync(run.Id, 1);

        Assert.Equal(($"Point 1 of run {run.Id} (lr)", "Pending", WaitCause.Backoff, until), (why.Subject, why.State, why.Cause, why.NextTry));
        Assert.Equal(
            ["It failed and waits for its next attempt, which starts not before 2026-03-01 12:00:40 UTC.", "Attempt 1 exited with code 7."],
            why.Sentences);
        Assert.Equal(["some output"], why.ErrorLines);
    }

    [Fact]
    public async Task A_failed_point_lists_its_attempts_in_all_rounds()
    {
        var run = await world.AddAsync(points: 1);
        await run.StartAsync();
        await run.EndAsync(0, PointState.Failed, run.Attempt(3));
        await run.ReportAsync(RunState.Error);
        await new RunRetry(world.Ports).RetryAsync(run.Id, RetrySelection.Failed);
        await run.StartAsync();
        await run.EndAsync(0, PointState.Failed, [run.Attempt(3), run.Attempt(4, number: 2) with { End = AttemptEnd.TimedOut, ExitCode = null }]);

        var why = await Why.OfPointAsync(run.Id, 0);

        Assert.Equal(
            [
                "It failed after 2 attempts; the retry policy allows no more.",
                "Attempt 1 of round 1 exited with code 3.",
                "Attempt 1 of round 2 exited with code 3.",
                "Attempt 2 of round 2 was ended at its timeout after 1.5 s.",
            ],
            why.Sentences);
    }

    [Theory]
    [InlineData(PointStanding.Succeeded, "It succeeded.", null)]
    [InlineData(PointStanding.Claimed, "Worker w1 has it, and runs it now or as soon as one of its slots is free.", WaitCause.Grant)]
    [InlineData(PointStanding.Running, "It is running.", null)]
    [InlineData(PointStanding.Pending, "It waits. Its turn comes when a slot is free: points start in the order of their indexes.", WaitCause.Grant)]
    public async Task A_point_says_where_it_stands(PointStanding standing, string sentence, WaitCause? cause)
    {
        var run = await world.AddAsync(points: 2);
        await run.StartAsync();
        if (standing == PointStanding.Succeeded)
            await run.EndAsync(0, PointState.Succeeded, run.Attempt());
        else if (standing != PointStanding.Pending)
            await run.ClaimAsync(0);
        await run.WorkAsync(running: standing == PointStanding.Running ? 1 : 0);

        var why = await Why.OfPointAsync(run.Id, 0);

        Assert.Equal((standing.ToString(), sentence, cause), (why.State, why.Sentences[0], why.Cause));
    }

    [Fact]
    public async Task A_point_that_is_not_there_is_an_error()
    {
        var run = await world.AddAsync("lr", 1);

        var error = await Assert.ThrowsAsync<NoSuchPointException>(() => Why.OfPointAsync(run.Id, 1));

        Assert.Equal($"Run {run.Id} (lr) has no point 1; its only point is 0.", error.Message);
    }
}
