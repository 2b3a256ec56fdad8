using Muster.Graphs;
using Muster.Points;
using Muster.Resources;
using Muster.Retries;

namespace Muster.Tests.Core.Graphs;

public class GraphRunTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Jobs_run_one_at_a_time_the_first_of_the_file_first()
    {
        var rig = Of("package: test, lint", "lint: fetch", "fetch", "test: fetch");

        Assert.Equal("start fetch 1", rig.Asked());
        Assert.Equal("", rig.Asked());
        rig.Exits("fetch");
        Assert.Equal("start lint 1", rig.Asked());
        rig.Exits("lint");
        Assert.Equal("start test 1", rig.Asked());
        rig.Exits("test");
        Assert.Equal("start package 1", rig.Asked());
        Assert.False(rig.Run.IsOver);
        rig.Exits("package");

        Assert.Equal("", rig.Asked());
        Assert.True(rig.Run.IsOver);
        Assert.Null(rig.Run.NextWake);
        Assert.Equal(new GraphOutcome(AttemptEnd.Exited, 0, null), rig.Run.Outcome);
    }

    [Fact]
    public void As_many_run_at_once_as_max_parallel_says()
    {
        var rig = Of(graph => graph with { MaxParallel = 2 }, "a", "b", "c", "d");

        Assert.Equal("start a 1, start b 1", rig.Asked());
        rig.Exits("b");
        Assert.Equal("start c 1", rig.Asked());
        Assert.Equal([0, 2], rig.Run.Running.Order());
    }

    [Fact]
    public void A_large_job_is_not_passed_by_small_ones()
    {
        var rig = new GraphRig(
            new() { Jobs = [Sized("a", 2), Sized("b", 3), Sized("c", 1)], MaxParallel = 3 },
            new() { Timeout = TimeSpan.FromHours(1), Room = new(4, null, 0), Chance = () => 0 });

        Assert.Equal("start a 1", rig.Asked());
        rig.Exits("a");
        Assert.Equal("start b 1, start c 1", rig.Asked());
    }

    [Fact]
    public void A_job_that_needs_more_than_there_is_runs_alone()
    {
        var rig = new GraphRig(
            new() { Jobs = [Sized("a", 1), Sized("b", 9), Sized("c", 1)], MaxParallel = 3 },
            new() { Timeout = TimeSpan.FromHours(1), Room = new(4, null, 0), Chance = () => 0 });

        Assert.Equal("start a 1", rig.Asked());
        rig.Exits("a");
        Assert.Equal("start b 1", rig.Asked());
        rig.Exits("b");
        Assert.Equal("start c 1", rig.Asked());
    }

    [Fact]
    public void By_stop_a_failure_ends_what_runs_and_skips_the_rest()
    {
        var rig = Of(graph => graph with { MaxParallel = 2 }, "a", "b", "c", "d: a");
        rig.Asked();
        rig.Exits("b", 3);

        Assert.Equal("end a Cancelled", rig.Asked());
        Assert.False(rig.Run.IsOver);
        rig.Ends("a", AttemptEnd.Cancelled);

        Assert.Equal("a Cancelled, b Failed, c Skipped, d Skipped", rig.Stand);
        Assert.Equal("It was ended, since job 'b' failed.", rig["a"].Reason);
        Assert.Equal("Attempt 1 of 1 was the last.", rig["b"].Reason);
        Assert.Equal("Job 'b' failed.", rig["c"].Reason);
        Assert.Equal("Job 'b' failed.", rig["d"].Reason);
        Assert.Equal("", rig.Asked());
        Assert.Equal(new GraphOutcome(AttemptEnd.Exited, 3, "Job 'b' failed with exit code 3; 2 were skipped; 1 was ended."), rig.Run.Outcome);
    }

    [Fact]
    public void By_stop_a_job_that_succeeded_all_the_same_has_succeeded_and_one_that_failed_by_itself_is_not_tried_again()
    {
        var rig = Of(graph => graph with { MaxParallel = 3, Jobs = [.. graph.Jobs.Select(job => job.Id == "c" ? job with { Retry = Thrice } : job)] }, "a", "b", "c");
        rig.Asked();
        rig.Exits("a", 1);
        Assert.Equal("end b Cancelled, end c Cancelled", rig.Asked());
        rig.Exits("b");
        rig.Exits("c", 1);

        Assert.Equal("a Failed, b Succeeded, c Cancelled", rig.Stand);
        Assert.Equal("It was ended, since job 'a' failed.", rig["c"].Reason);
        Assert.True(rig.Run.IsOver);
    }

    [Fact]
    public void By_continue_only_what_depends_on_a_failure_is_skipped()
    {
        var rig = Of(graph => graph with { OnFailure = OnFailure.Continue }, "a", "b: a", "c: b", "d", "e: d, c", "f: d");
        Assert.Equal("start a 1", rig.Asked());
        rig.Exits("a", 9);
        Assert.Equal("start d 1", rig.Asked());
        rig.Exits("d");
        Assert.Equal("start f 1", rig.Asked());
        rig.Exits("f");

        Assert.Equal("a Failed, b Skipped, c Skipped, d Succeeded, e Skipped, f Succeeded", rig.Stand);
        Assert.All((string[])["b", "c", "e"], job => Assert.Equal("Job 'a' failed.", rig[job].Reason));
        Assert.Equal(new GraphOutcome(AttemptEnd.Exited, 9, "Job 'a' failed with exit code 9; 3 were skipped."), rig.Run.Outcome);
    }

    [Fact]
    public void The_code_of_several_failures_is_that_of_the_first_of_the_file()
    {
        var rig = Of(graph => graph with { OnFailure = OnFailure.Continue, MaxParallel = 5 }, "a", "b", "c", "d", "e");
        rig.Asked();
        rig.Exits("e", 5);
        rig.Ends("d", AttemptEnd.NotStarted);
        rig.Ends("c", AttemptEnd.TimedOut);
        rig.Ends("b", AttemptEnd.Signalled);
        rig.Exits("a");

        Assert.Equal(new GraphOutcome(AttemptEnd.Exited, 137, "Job 'b' was ended by signal 9; job 'c' timed out; job 'd' could not be started; 1 more failed."), rig.Run.Outcome);
    }

    [Fact]
    public void A_failed_attempt_is_tried_again_after_its_wait_and_lets_others_go_before()
    {
        var rig = Of(graph => graph with { Jobs = [graph.Jobs[0] with { Retry = Thrice }, graph.Jobs[1]] }, "a", "b");
        rig.Asked();
        rig.Exits("a", 1);

        Assert.Equal((JobState.Pending, rig.Now.Utc + (10 * Second)), (rig["a"].State, rig["a"].NotBefore));
        Assert.Equal("start b 1", rig.Asked());
        rig.Exits("b");
        Assert.Equal("", rig.Asked());
        Assert.Equal(rig.Now.Monotonic + (10 * Second), rig.Run.NextWake);
        rig.Move((10 * Second) - TimeSpan.FromTicks(1));
        Assert.Equal("", rig.Asked());
        rig.Move(TimeSpan.FromTicks(1));
        Assert.Equal("start a 2", rig.Asked());
        rig.Exits("a", 1);
        rig.Asked();
        Assert.Equal(rig.Now.Monotonic + (20 * Second), rig.Run.NextWake);
        rig.Move(20 * Second);
        Assert.Equal("start a 3", rig.Asked());
        rig.Exits("a", 1);

        Assert.Equal((JobState.Failed, "Attempt 3 of 3 was the last."), (rig["a"].State, rig["a"].Reason));
        Assert.Equal([1, 2, 3], rig["a"].Attempts.Select(attempt => attempt.Number));
    }

    [Theory]
    [InlineData(75, "Pending", null)]
    [InlineData(1, "Failed", "Code 1 is not among 'retry_on_codes'.")]
    [InlineData(77, "Failed", "Code 77 is among 'dont_retry_on_codes'.")]
    public void Exit_codes_decide_whether_a_job_is_tried_again(int code, string state, string? reason)
    {
        var rig = Of(graph => graph with { Jobs = [graph.Jobs[0] with { Retry = Thrice with { RetryOnCodes = [75, 77], DontRetryOnCodes = [77] } }] }, "a");
        rig.Asked();
        rig.Exits("a", code);

        Assert.Equal((state, reason), ($"{rig["a"].State}", rig["a"].Reason));
    }

    [Fact]
    public void An_attempt_gets_its_own_timeout_or_what_is_left_of_that_of_all()
    {
        var rig = Of(graph => graph with { MaxParallel = 2, Jobs = [graph.Jobs[0] with { Timeout = TimeSpan.FromMinutes(1) }, graph.Jobs[1], graph.Jobs[2] with { Timeout = TimeSpan.FromHours(2) }] }, "a", "b", "c");
        Assert.Equal([TimeSpan.FromMinutes(1), TimeSpan.FromHours(1)], rig.Timeouts());
        rig.Move(TimeSpan.FromMinutes(20));
        rig.Exits("a");

        Assert.Equal([TimeSpan.FromMinutes(40)], rig.Timeouts());
    }

    [Fact]
    public void When_the_time_of_all_is_up_what_runs_is_timed_out_and_the_rest_is_skipped()
    {
        var rig = Of(graph => graph with { MaxParallel = 2, OnFailure = OnFailure.Continue }, "a", "b", "c");
        rig.Asked();
        Assert.Equal(rig.Now.Monotonic + TimeSpan.FromHours(1), rig.Run.NextWake);
        rig.Move(TimeSpan.FromHours(1));

        Assert.Equal("end a TimedOut, end b TimedOut", rig.Asked());
        rig.Ends("a", AttemptEnd.TimedOut);
        rig.Exits("b"); // just in time

        Assert.Equal("a Failed, b Succeeded, c Skipped", rig.Stand);
        Assert.Equal("The time of all jobs together was up.", rig["a"].Reason);
        Assert.Equal("The time of all jobs together was up.", rig["c"].Reason);
        Assert.Equal(new GraphOutcome(AttemptEnd.TimedOut, null, "Job 'a' timed out; 1 was skipped. The time of all jobs together was up."), rig.Run.Outcome);
    }

    [Fact]
    public void An_attempt_that_is_timed_out_in_the_moment_in_which_the_time_of_all_is_up_is_timed_out_with_it()
    {
        var rig = Of(graph => graph with { Jobs = [graph.Jobs[0] with { Retry = Thrice }, graph.Jobs[1]] }, "a", "b");
        rig.Asked();
        rig.Move(TimeSpan.FromHours(1));
        rig.Ends("a", AttemptEnd.TimedOut); // told before the graph was woken

        Assert.Equal("a Failed, b Skipped", rig.Stand);
        Assert.Equal(AttemptEnd.TimedOut, rig.Run.Outcome.End);
    }

    [Fact]
    public void The_last_job_may_succeed_when_the_time_is_up()
    {
        var rig = Of("a");
        rig.Asked();
        rig.Move(TimeSpan.FromHours(1));
        rig.Exits("a");

        Assert.Equal(new GraphOutcome(AttemptEnd.Exited, 0, null), rig.Run.Outcome);
    }

    [Fact]
    public void The_time_goes_on_where_another_worker_takes_the_graph_up_and_begins_anew_with_another_attempt_of_the_point()
    {
        var rig = Of("a", "b");
        rig.Asked();
        rig.Move(TimeSpan.FromMinutes(25));
        rig.Exits("a");
        rig.Run.NoteTime(rig.Now);
        rig.TakeUp();
        Assert.Equal([TimeSpan.FromMinutes(35)], rig.Timeouts());
        rig.TakeUp(pointAttempt: 2);

        Assert.Equal([TimeSpan.FromHours(1)], rig.Timeouts());
    }

    [Fact]
    public void A_cancelled_graph_ends_what_runs_and_starts_nothing_more()
    {
        var rig = Of(graph => graph with { MaxParallel = 2, Jobs = [.. graph.Jobs.Select(job => job with { Retry = Thrice })] }, "a", "b", "c");
        rig.Asked();
        rig.Run.End(AttemptEnd.Cancelled, atOnce: false);
        Assert.Equal("end a Cancelled, end b Cancelled", rig.Asked());
        rig.Run.End(AttemptEnd.Cancelled, atOnce: false);
        Assert.Equal("", rig.Asked());
        rig.Run.End(AttemptEnd.Cancelled, atOnce: true);
        Assert.Equal("end a Cancelled at once, end b Cancelled at once", rig.Asked());
        rig.Ends("a", AttemptEnd.Cancelled);
        rig.Exits("b", 1); // by itself, in the same moment

        Assert.Equal("a Cancelled, b Cancelled, c Cancelled", rig.Stand);
        Assert.All(rig.State.Jobs, job => Assert.Equal("The point was cancelled.", job.Reason));
        Assert.Equal(new GraphOutcome(AttemptEnd.Cancelled, null, null), rig.Run.Outcome);
    }

    [Fact]
    public void An_interrupted_graph_waits_for_the_next_worker_and_is_charged_nothing()
    {
        var rig = Of(graph => graph with { MaxParallel = 2 }, "a", "b", "c");
        rig.Asked();
        rig.Run.End(AttemptEnd.Interrupted, atOnce: false);
        Assert.Equal("end a Interrupted, end b Interrupted", rig.Asked());
        rig.Ends("a", AttemptEnd.Interrupted);
        rig.Exits("b");

        Assert.Equal("", rig.Asked());
        Assert.Equal("a Pending, b Succeeded, c Pending", rig.Stand);
        Assert.Equal(new GraphOutcome(AttemptEnd.Interrupted, null, null), rig.Run.Outcome);
        rig.TakeUp();
        Assert.Equal("start a 2, start c 1", rig.Asked());
        rig.Exits("a", 1);
        Assert.Equal((JobState.Failed, 1), (rig["a"].State, rig["a"].ChargedAttempts));
    }

    [Fact]
    public void A_graph_that_ended_by_itself_before_it_could_be_interrupted_has_ended()
    {
        var rig = Of(graph => graph with { OnFailure = OnFailure.Continue }, "a");
        rig.Asked();
        rig.Run.End(AttemptEnd.Interrupted, atOnce: false);
        rig.Exits("a", 4);

        Assert.Equal(new GraphOutcome(AttemptEnd.Exited, 4, "Job 'a' failed with exit code 4."), rig.Run.Outcome);
    }

    [Fact]
    public void What_ran_when_a_worker_died_is_lost_and_started_again_and_what_had_succeeded_is_not()
    {
        var rig = Of(graph => graph with { MaxParallel = 2 }, "a", "b", "c: a");
        rig.Asked();
        rig.Exits("a");
        rig.Asked();
        rig.TakeUp();

        Assert.Equal("start b 2, start c 2", rig.Asked());
        Assert.Equal((AttemptEnd.Lost, "Its worker died."), (rig["b"].Last!.End, rig["b"].Last!.Note));
        Assert.Equal(0, rig["b"].ChargedAttempts);
        Assert.Equal(2, rig.State.Epoch);
    }

    [Fact]
    public void What_survived_goes_on_under_its_number_and_is_no_new_attempt()
    {
        var rig = Of(graph => graph with { MaxParallel = 2 }, "a", "b", "c");
        rig.Asked();
        rig.Move(TimeSpan.FromMinutes(59));
        rig.Run.NoteTime(rig.Now);
        rig.TakeUp(survivors: "b");

        Assert.Equal("start b 1, start a 2", rig.Asked());
        rig.Exits("b");
        Assert.Equal([AttemptEnd.Exited], rig["b"].Attempts.Select(attempt => attempt.End));
        Assert.Equal([AttemptEnd.Lost], rig["a"].Attempts.Select(attempt => attempt.End));
    }

    [Fact]
    public void A_worker_that_takes_a_graph_up_which_was_being_stopped_goes_on_stopping_it()
    {
        var rig = Of(graph => graph with { MaxParallel = 3 }, "a", "b", "c", "d");
        rig.Asked();
        rig.Exits("b", 1);
        rig.TakeUp(survivors: "c");

        Assert.Equal("start c 1, end c Cancelled", rig.Asked());
        rig.Ends("c", AttemptEnd.Cancelled);
        Assert.Equal("a Skipped, b Failed, c Cancelled, d Skipped", rig.Stand);
        Assert.Equal("Job 'b' failed.", rig["a"].Reason);
        Assert.Equal(new GraphOutcome(AttemptEnd.Exited, 1, "Job 'b' failed with exit code 1; 2 were skipped; 1 was ended."), rig.Run.Outcome);
    }

    [Fact]
    public void Another_attempt_of_the_point_tries_what_failed_anew_and_keeps_what_succeeded()
    {
        var rig = Of(graph => graph with { Jobs = [.. graph.Jobs.Select(job => job with { Retry = Thrice with { MaxAttempts = 2 } })] }, "a", "b: a", "c: b");
        rig.Asked();
        rig.Exits("a");
        rig.Asked();
        rig.Exits("b", 1);
        rig.Move(10 * Second);
        rig.Asked();
        rig.Exits("b", 1);
        Assert.Equal("a Succeeded, b Failed, c Skipped", rig.Stand);
        rig.TakeUp(pointAttempt: 2);

        Assert.Equal("start b 3", rig.Asked());
        Assert.Equal((0, null), (rig["b"].ChargedAttempts, rig["b"].Reason));
        rig.Exits("b", 1);
        Assert.Equal(JobState.Pending, rig["b"].State);
        rig.Move(10 * Second);
        Assert.Equal("start b 4", rig.Asked());
        rig.Exits("b");
        Assert.Equal("start c 1", rig.Asked());
    }

    [Fact]
    public void A_wait_is_over_and_attempts_are_given_anew_when_the_point_is_tried_again()
    {
        var rig = Of(graph => graph with { Jobs = [graph.Jobs[0] with { Retry = Thrice }] }, "a");
        rig.Asked();
        rig.Exits("a", 1);
        rig.TakeUp(pointAttempt: 2);

        Assert.Equal("start a 2", rig.Asked());
        Assert.Equal(0, rig["a"].ChargedAttempts);
    }

    [Fact]
    public void A_job_that_the_machine_could_not_start_waits_and_has_no_attempt()
    {
        var rig = Of("a", "b");
        rig.Asked();
        rig.NotStarted("a");

        Assert.Equal("start b 1", rig.Asked());
        rig.Exits("b");
        rig.Move(5 * Second);
        Assert.Equal("start a 1", rig.Asked());
        Assert.Empty(rig["a"].Attempts);
    }

    [Fact]
    public void A_job_that_could_not_be_started_when_another_had_failed_is_skipped()
    {
        var rig = Of(graph => graph with { MaxParallel = 2 }, "a", "b");
        rig.Asked();
        rig.Exits("a", 1);
        rig.NotStarted("b");

        Assert.Equal(("a Failed, b Skipped", "Job 'a' failed."), (rig.Stand, rig["b"].Reason));
        Assert.True(rig.Run.IsOver);
    }

    [Theory]
    [InlineData(AttemptEnd.Cancelled, JobState.Cancelled)]
    [InlineData(AttemptEnd.TimedOut, JobState.Skipped)]
    [InlineData(AttemptEnd.Interrupted, JobState.Pending)]
    public void A_job_that_could_not_be_started_when_its_graph_was_to_end_ends_as_those_that_wait(AttemptEnd why, JobState state)
    {
        var rig = Of("a", "b");
        rig.Asked();
        rig.Run.End(why, atOnce: false);
        rig.NotStarted("a");

        Assert.Equal([state, state], rig.State.Jobs.Select(job => job.State));
        Assert.Equal(why, rig.Run.Outcome.End);
    }

    [Fact]
    public void A_wall_clock_that_jumps_neither_shortens_nor_lengthens_waits_and_timeouts()
    {
        var rig = Of(graph => graph with { Jobs = [graph.Jobs[0] with { Retry = Thrice }] }, "a");
        rig.Asked();
        rig.Jump(TimeSpan.FromDays(-3));
        Assert.Equal("", rig.Asked());
        rig.Exits("a", 1);
        rig.Jump(TimeSpan.FromDays(300));
        Assert.Equal("", rig.Asked());
        rig.Move(10 * Second);

        Assert.Equal("start a 2", rig.Asked());
    }

    [Fact]
    public void A_worker_whose_wall_clock_is_hours_behind_waits_no_longer_than_the_policy_allows()
    {
        var rig = Of(graph => graph with { Jobs = [graph.Jobs[0] with { Retry = Thrice with { MaxDelay = 30 * Second } }] }, "a");
        rig.Asked();
        rig.Exits("a", 1);
        rig.Jump(TimeSpan.FromHours(-5));
        rig.TakeUp();
        Assert.Equal("", rig.Asked());
        rig.Move(30 * Second);

        Assert.Equal("start a 2", rig.Asked());
    }

    [Fact]
    public void A_job_that_does_not_run_cannot_end()
    {
        var rig = Of("a", "b");
        rig.Asked();

        Assert.Equal("Job 'b' does not run.", Assert.Throws<InvalidOperationException>(() => rig.Exits("b")).Message);
        Assert.Equal("The graph still runs.", Assert.Throws<InvalidOperationException>(() => rig.Run.Outcome).Message);
    }

    private static RetryPolicy Thrice => new() { MaxAttempts = 3, BaseDelay = 10 * Second };

    private static JobSpec Sized(string id, decimal cpus) => new() { Id = id, Command = "true", Resources = new ResourceRequest { Cpus = cpus } };

    private static GraphRig Of(params string[] lines) => Of(graph => graph, lines);

    private static GraphRig Of(Func<GraphSpec, GraphSpec> change, params string[] lines) => new(change(new() { Jobs = AnyGraph.Of(lines) }));
}
