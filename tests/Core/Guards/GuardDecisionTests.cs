using FsCheck;
using FsCheck.Fluent;
using Muster.Guards;
using Muster.Sweeps;

namespace Muster.Tests.Core.Guards;

public class GuardDecisionTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly GuardPolicy Policy = new();
    private static readonly GuardSpec Spec = new() { OnComplete = OnComplete.Exit, CompletionFile = "/done", IdleTimeout = TimeSpan.FromMinutes(1), Deadline = Noon.AddHours(1) };
    private static readonly InterruptionNotice Ending = new() { Kind = InterruptionKind.Ending, Source = "/notice", Reason = "spot capacity is taken back", Deadline = Noon.AddMinutes(2) };

    [Fact]
    public void Guards_without_anything_to_guard_go_on_and_look_again()
    {
        var decision = GuardDecision.For(new(), GuardState.Start, Noon, TimeSpan.Zero, Policy);

        Assert.Equal((GuardStep.GoOn, null, "", Policy.LookEvery), (decision.Step, decision.Verdict, decision.Reason, decision.LookIn));
    }

    [Fact]
    public void Guards_that_go_on_say_what_they_see()
    {
        var decision = Decide(Spec, new() { Reading = Machines.Quiet, CompletionFileIsThere = false });

        Assert.Equal("The deadline is 2026-03-01 13:00:00 UTC, in 1h. The machine is not idle: It was looked at for the first time.", decision.Reason);
    }

    [Fact]
    public void A_completion_file_drains()
    {
        var decision = Decide(Spec, new() { CompletionFileIsThere = true });

        Assert.Equal(new(GuardStep.Drain, GuardCause.CompletionFile, "The completion file /done is there.", null), decision.Verdict);
    }

    [Fact]
    public void A_delay_that_is_over_soon_is_looked_at_then()
    {
        var decision = Decide(Spec with { CompletionDelay = TimeSpan.FromSeconds(3) }, new() { CompletionFileIsThere = true });

        Assert.Equal((GuardStep.GoOn, TimeSpan.FromSeconds(3)), (decision.Step, decision.LookIn));
    }

    [Fact]
    public void An_idle_machine_drains()
    {
        var decision = Decide(Spec, new() { Reading = Machines.Quiet }, new() { At = TimeSpan.FromMinutes(1), Reading = Machines.Quiet });

        Assert.Equal(new(GuardStep.Drain, GuardCause.Idle, "The machine was idle for 1m; --idle-timeout is 1m.", null), decision.Verdict);
    }

    [Theory]
    [InlineData(3000, 3000)]
    [InlineData(5999, 1)]
    [InlineData(6000, 1)]
    [InlineData(6001, 1)]
    [InlineData(60_000, 1)]
    public void A_reading_that_became_due_meanwhile_is_made_at_once(int milliseconds, int expected)
    {
        var decision = Decide(Spec, new() { Reading = Machines.Quiet }, new() { At = TimeSpan.FromMilliseconds(milliseconds) });

        Assert.Equal(TimeSpan.FromMilliseconds(expected), decision.LookIn);
    }

    [Fact]
    public void An_agent_that_is_to_do_nothing_at_the_end_keeps_serving_and_says_so()
    {
        var decision = Decide(Spec with { OnComplete = OnComplete.None, Deadline = null, IdleTimeout = null }, new() { CompletionFileIsThere = true });

        Assert.Equal((GuardStep.GoOn, "The completion file /done is there. It keeps serving, as --on-complete is none."), (decision.Step, decision.Reason));
    }

    [Fact]
    public void A_notice_stops_work_by_its_deadline_or_the_agents_own_if_that_is_earlier()
    {
        var verdict = Decide(Spec, new() { Notice = Ending, CompletionFileIsThere = true }).Verdict;
        var later = Decide(Spec with { Deadline = Noon.AddMinutes(1) }, new() { Notice = Ending }).Verdict;

        Assert.Equal(
            new(GuardStep.Stop, GuardCause.Interruption, "The machine ends at 2026-03-01 12:02:00 UTC: spot capacity is taken back (/notice).", Noon.AddMinutes(2)), verdict);
        Assert.Equal(Noon.AddMinutes(1), later!.By);
    }

    [Fact]
    public void A_notice_without_a_deadline_leaves_thirty_seconds_from_when_it_was_first_seen()
    {
        var notice = Ending with { Deadline = null };
        var verdict = Decide(Spec, new() { Notice = notice }, new() { At = TimeSpan.FromSeconds(20), Notice = notice with { Reason = "still" } }).Verdict;

        Assert.Equal("The machine ends: still (/notice). When is not said; 2026-03-01 12:00:30 UTC is taken.", verdict!.Reason);
        Assert.Equal(Noon.AddSeconds(30), verdict.By);
    }

    [Fact]
    public void A_machine_at_risk_drains_without_a_time_until_it_is_ending()
    {
        var risk = Ending with { Kind = InterruptionKind.AtRisk, Reason = "capacity is short", Deadline = null };

        Assert.Equal(new(GuardStep.Drain, GuardCause.Interruption, "The machine may be taken away soon: capacity is short (/notice).", null), Decide(Spec, new() { Notice = risk }).Verdict);
        Assert.Equal(GuardStep.Stop, Decide(Spec, new() { Notice = risk }, new() { Notice = Ending }).Step);
        Assert.Equal(GuardStep.Stop, Decide(Spec, new() { Notice = Ending }, new() { Notice = risk }).Step);
    }

    [Fact]
    public void A_notice_that_is_gone_stands_all_the_same() => Assert.Equal(GuardStep.Stop, Decide(Spec, new() { Notice = Ending }, new()).Step);

    [Fact]
    public void A_signal_stops_work()
    {
        var verdict = Decide(new(), new() { Notice = new() { Kind = InterruptionKind.Signal, Source = "SIGTERM", Reason = "it was signalled" } }).Verdict;

        Assert.Equal(new(GuardStep.Stop, GuardCause.Interruption, "The agent was asked to end (SIGTERM).", Noon.AddSeconds(30)), verdict);
    }

    [Fact]
    public void A_deadline_that_comes_soon_drains_by_it_before_what_is_complete()
    {
        var verdict = Decide(Spec with { Deadline = Noon.AddMinutes(1) }, new() { CompletionFileIsThere = true }).Verdict;

        Assert.Equal(new(GuardStep.Drain, GuardCause.Deadline, "The deadline 2026-03-01 12:01:00 UTC comes in 1m.", Noon.AddMinutes(1)), verdict);
    }

    [Fact]
    public void Guards_always_look_again_in_a_time_between_nothing_and_their_pace_and_never_miss_a_deadline() => Prop.ForAll(
        (from deadline in Gen.Choose(-100, 10_000) from delay in Gen.Choose(0, 100) from timeout in Gen.Choose(1, 1000) from reading in Machines.Any from isThere in Gen.Elements<bool?>(true, false, null)
         select (deadline, delay, timeout, reading, isThere)).ToArbitrary(),
        draw =>
        {
            var spec = Spec with { Deadline = Noon.AddSeconds(draw.deadline), CompletionDelay = TimeSpan.FromSeconds(draw.delay), IdleTimeout = TimeSpan.FromSeconds(draw.timeout) };
            var decision = Decide(spec, new() { Reading = draw.reading, CompletionFileIsThere = draw.isThere });
            Assert.InRange(decision.LookIn, TimeSpan.FromTicks(1), Policy.LookEvery);
            Assert.True(decision.Step == GuardStep.Stop || Noon + decision.LookIn <= spec.Deadline, $"{decision.LookIn}");
        }).QuickCheckThrowOnFailure();

    private sealed record Look
    {
        public TimeSpan At { get; init; }
        public MachineReading? Reading { get; init; }
        public bool? CompletionFileIsThere { get; init; }
        public InterruptionNotice? Notice { get; init; }
    }

    private static GuardDecision Decide(GuardSpec spec, Look first, Look? second = null)
    {
        var state = GuardState.Start;
        Look[] looks = second is null ? [first] : [first, second];
        foreach (var look in looks)
            state = state.Next(new() { Now = Noon + look.At, At = look.At, Reading = look.Reading, CompletionFileIsThere = look.CompletionFileIsThere, Notice = look.Notice }, Policy);
        return GuardDecision.For(spec, state, Noon + looks[^1].At, looks[^1].At, Policy);
    }
}
