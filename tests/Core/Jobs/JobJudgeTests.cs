using Muster.Graphs;
using Muster.Jobs;
using Muster.Operations;
using Muster.Points;
using Muster.Tests.Core.Graphs;

namespace Muster.Tests.Core.Jobs;

public class JobJudgeTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly GraphSpec Graph = new() { Jobs = AnyGraph.Of("a", "b: a", "c") };

    [Theory]
    [InlineData(PointStanding.Running, true, JobState.Running, null)]
    [InlineData(PointStanding.Claimed, true, JobState.Running, null)]
    [InlineData(PointStanding.Claimed, false, JobState.Pending, "It ran when its worker was last heard of, and is run again with its point.")]
    [InlineData(PointStanding.Pending, true, JobState.Pending, "It ran when its worker was last heard of, and is run again with its point.")]
    [InlineData(PointStanding.Cancelled, false, JobState.Cancelled, "The point was cancelled.")]
    public void A_job_that_was_kept_as_running_runs_only_while_its_point_does(PointStanding standing, bool isAlive, JobState state, string? why)
    {
        var kept = new GraphState(Graph);
        kept.Apply(new GraphEvent.JobStarted(0, Now));

        var job = JobJudge.Of(Graph, kept, standing, isAlive, Now)[0];

        Assert.Equal((state, why), (job.State, job.Why));
        Assert.Equal(state == JobState.Running ? Now : null, job.RunningSince);
    }

    [Theory]
    [InlineData(PointStanding.Running, "It is about to start, or waits for room on the machine.", "It waits for 'a'.")]
    [InlineData(PointStanding.Pending, "It waits for its point to run.", "It waits for 'a'.")]
    public void What_waits_says_for_what(PointStanding standing, string first, string second)
    {
        var jobs = JobJudge.Of(Graph, null, standing, true, Now);

        Assert.Equal([(JobState.Pending, first), (JobState.Pending, second)], jobs.Take(2).Select(job => (job.State, job.Why!)));
        Assert.Equal([1, 2, 1], jobs.Select(job => job.Level));
        Assert.Equal(["a"], jobs[1].WaitsFor);
    }

    [Fact]
    public void While_as_many_run_as_may_the_next_waits_for_its_turn()
    {
        var kept = new GraphState(Graph);
        kept.Apply(new GraphEvent.JobStarted(0, Now));

        Assert.Equal("It waits for its turn: max_parallel is 1.", JobJudge.Of(Graph, kept, PointStanding.Running, true, Now)[2].Why);
    }

    [Fact]
    public void A_job_in_back_off_says_when_it_is_tried_again_until_then()
    {
        var kept = new GraphState(Graph);
        kept.Apply(new GraphEvent.JobStarted(0, Now));
        kept.Apply(new GraphEvent.JobEnded(0, Attempt(3), JobState.Pending, Now.AddMinutes(1), null));

        var job = JobJudge.Of(Graph, kept, PointStanding.Running, true, Now)[0];
        var later = JobJudge.Of(Graph, kept, PointStanding.Running, true, Now.AddMinutes(1))[0];

        Assert.Equal((JobState.Pending, Now.AddMinutes(1), "It exited with code 3."), (job.State, job.NextTry, job.Why));
        Assert.Equal((JobState.Pending, null, "It is about to start, or waits for room on the machine."), (later.State, later.NextTry, later.Why));
    }

    [Fact]
    public void What_stopped_says_why_with_the_note_of_its_last_attempt()
    {
        var kept = new GraphState(Graph);
        kept.Apply(new GraphEvent.JobStarted(0, Now));
        kept.Apply(new GraphEvent.JobEnded(0, Attempt(137) with { Note = "Killed for memory." }, JobState.Failed, null, "Attempt 1 of 1 was the last."));

        var jobs = JobJudge.Of(Graph, kept, PointStanding.Failed, false, Now);

        Assert.Equal(["Attempt 1 of 1 was the last. (Killed for memory)", "Job 'a' failed.", "Job 'a' failed."], jobs.Select(job => job.Why!));
        Assert.Equal([JobState.Failed, JobState.Skipped, JobState.Skipped], jobs.Select(job => job.State));
    }

    [Fact]
    public void Of_a_point_that_failed_before_its_jobs_they_were_skipped() => Assert.All(
        JobJudge.Of(Graph, null, PointStanding.Failed, false, Now), job => Assert.Equal((JobState.Skipped, "The point failed before it."), (job.State, job.Why)));

    private static AttemptRecord Attempt(int code) => new() { Number = 1, End = AttemptEnd.Exited, ExitCode = code, StartedAt = Now, Elapsed = TimeSpan.FromSeconds(1) };
}
