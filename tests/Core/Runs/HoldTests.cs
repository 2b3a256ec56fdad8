using Muster.Coordination;
using Muster.Runs;
using Muster.Sets;
using Muster.Sweeps;
using Muster.Tests.Conformance;

namespace Muster.Tests.Core.Runs;

public class HoldTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly RunRecord Ready = Samples.Run();
    private static readonly RunRecord Going = Ready with { State = RunState.InProgress, Lock = new("engine", 3, 1, TimeSpan.FromSeconds(30)) };

    [Fact]
    public void A_run_that_nobody_has_taken_up_is_held_at_once()
    {
        var held = Ready.Hold(Noon)!;

        Assert.Equal((RunState.Ignored, true, false, false), (held.State, held.IsHeld, held.WantsWork, held.HasEnded));
        Assert.Equal(new(WaitCause.Hold, $"It is held, and starts nothing until it is released: muster release {Ready.Id}"), held.Reason);
        Assert.Equal((RunState.Ready, DesiredState.Run, true, null), (held.Release(Noon)!.State, held.Release(Noon)!.Desired, held.Release(Noon)!.WantsWork, held.Release(Noon)!.Reason));
    }

    [Fact]
    public void A_run_that_is_coordinated_is_held_by_a_wish_and_wants_work_until_its_lock_is_given_back()
    {
        var wished = Going.Hold(Noon)!;
        var given = wished.Report(3, new(RunState.InProgress, wished.Progress, 0, null) { GivesLockBack = true }, Noon);

        Assert.Equal((RunState.InProgress, DesiredState.Held, true), (wished.State, wished.Desired, wished.WantsWork));
        Assert.Equal((null, false, true), (given.Lock!.Owner, given.WantsWork, given.IsHeld));
        Assert.Equal((DesiredState.Run, true, null), (given.Release(Noon)!.Desired, given.Release(Noon)!.WantsWork, given.Release(Noon)!.Reason));
        Assert.Equal(WaitCause.Hold, wished.Release(Noon)!.Reason!.Cause);
    }

    [Fact]
    public void A_coordinator_sets_a_held_run_aside_that_has_not_started()
    {
        var wished = (Going with { State = RunState.Ready }).Hold(Noon)!;
        var aside = wished.Report(3, new(RunState.Ignored, wished.Progress, 0, null), Noon);

        Assert.Equal((RunState.Ignored, DesiredState.Run, null, null), (aside.State, aside.Desired, aside.Lock!.Owner, aside.CompletedAt));
    }

    [Fact]
    public void A_run_that_ended_in_error_is_set_aside_and_has_ended_still()
    {
        var aside = (Ready with { State = RunState.Error, CompletedAt = Noon }).Hold(Noon)!;

        Assert.Equal((RunState.Ignored, true), (aside.State, aside.HasEnded));
    }

    [Theory]
    [InlineData(RunState.Complete, DesiredState.Run)]
    [InlineData(RunState.Cancelled, DesiredState.Cancelled)]
    [InlineData(RunState.InProgress, DesiredState.Cancelled)]
    public void What_has_ended_or_is_being_cancelled_is_not_held(RunState state, DesiredState desired) =>
        Assert.Null((Going with { State = state, Desired = desired }).Hold(Noon));

    [Fact]
    public void What_is_held_is_held_no_more_than_once_and_what_is_not_is_not_released()
    {
        var held = Ready.Hold(Noon)!;

        Assert.Same(held, held.Hold(Noon));
        Assert.Null(Ready.Release(Noon));
        Assert.Null(Going.Release(Noon));
    }

    [Fact]
    public void A_held_run_can_be_cancelled_and_then_wants_work()
    {
        var cancelled = (Going.Hold(Noon)! with { Lock = new(null, 3, 2, TimeSpan.FromSeconds(30)) }).Cancel(Noon)!;

        Assert.Equal((DesiredState.Cancelled, true), (cancelled.Desired, cancelled.WantsWork));
    }

    [Fact]
    public void Cancelled_points_only_grow_within_a_round_and_are_forgotten_by_the_next()
    {
        var once = Going.CancelPoints(IndexSet.Of([1, 2]), Noon)!;
        var twice = once.CancelPoints(IndexSet.Of([2, 5]), Noon)!;
        var retried = (twice with { State = RunState.Error }).Retry(twice.Round with { Number = 2 }, default, Noon);

        Assert.Equal(("1-2", "1-2,5", ""), (once.CancelledPoints.ToString(), twice.CancelledPoints.ToString(), retried.CancelledPoints.ToString()));
        Assert.Same(twice, twice.CancelPoints(IndexSet.Of([5]), Noon));
        Assert.Null((Going with { State = RunState.Complete }).CancelPoints(IndexSet.Of([1]), Noon));
    }

    [Fact]
    public void Limits_are_changed_alone_or_together_and_may_be_lifted()
    {
        Assert.Equal((Priority.Low, 3), Limits(Ready.Update(Priority.Low, new(3), Noon)));
        Assert.Equal((Priority.Urgent, null), Limits((Ready with { MaxConcurrent = 4 }).Update(Priority.Urgent, new(null), Noon)));
        Assert.Equal((Priority.Normal, 4), Limits((Ready with { MaxConcurrent = 4 }).Update(Priority.Normal, null, Noon)));
        Assert.Same(Ready, Ready.Update(Ready.Priority, null, Noon));

        static (Priority, int?) Limits(RunRecord run) => (run.Priority, run.MaxConcurrent);
    }

    [Fact]
    public void A_run_that_can_never_start_is_given_up_by_the_holder_of_its_lock()
    {
        var reason = new WaitReason(WaitCause.Dependency, "Never.");
        var over = (Going with { State = RunState.Ready }).GiveUp(3, reason, Noon);

        Assert.Equal((RunState.Cancelled, DesiredState.Cancelled, reason, Noon), (over.State, over.Desired, over.Reason, over.CompletedAt));
    }
}
