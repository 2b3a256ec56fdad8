using Muster.Sweeps;
using FsCheck;
using FsCheck.Fluent;
using Muster.Guards;
using Muster.Testing.Guards;

namespace Muster.Tests.Core.Guards;

public class DeadlineTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly GuardPolicy Policy = new();

    [Theory]
    [InlineData(3600, GuardStep.GoOn, "The deadline is 2026-03-01 13:00:00 UTC, in 1h.", 3480)]
    [InlineData(121, GuardStep.GoOn, "The deadline is 2026-03-01 12:02:01 UTC, in 2m1s.", 1)]
    [InlineData(120, GuardStep.Drain, "The deadline 2026-03-01 12:02:00 UTC comes in 2m.", 120)]
    [InlineData(1, GuardStep.Drain, "The deadline 2026-03-01 12:00:01 UTC comes in 1s.", 1)]
    [InlineData(0, GuardStep.Stop, "The deadline 2026-03-01 12:00:00 UTC has come.", null)]
    [InlineData(-86400, GuardStep.Stop, "The deadline 2026-02-28 12:00:00 UTC has come.", null)]
    public void A_deadline_is_told_ahead_and_stops_work_when_it_has_come(int seconds, GuardStep step, string reason, int? lookIn)
    {
        var decision = DeadlineDecision.For(Noon.AddSeconds(seconds), null, Noon, Policy);

        Assert.Equal((step, reason, lookIn), (decision.Step, decision.Reason, (int?)decision.LookIn?.TotalSeconds));
    }

    [Fact]
    public void A_short_deadline_is_told_a_tenth_of_it_ahead()
    {
        Assert.Equal(GuardStep.GoOn, DeadlineDecision.For(Noon.AddSeconds(61), Noon.AddSeconds(-539), Noon, Policy).Step);
        Assert.Equal(GuardStep.Drain, DeadlineDecision.For(Noon.AddSeconds(60), Noon.AddSeconds(-540), Noon, Policy).Step);
    }

    [Fact]
    public void A_deadline_in_the_past_stops_at_once_whatever_else_is_seen() => Prop.ForAll(
        (from past in Gen.Choose(0, int.MaxValue) from owns in Gen.Elements(true, false) from wish in Gen.Elements(Enum.GetValues<OnComplete>()) select (past, owns, wish)).ToArbitrary(),
        draw =>
        {
            var spec = new GuardSpec { Deadline = Noon.AddSeconds(-draw.past), OwnsMachine = draw.owns, OnComplete = draw.wish, IdleTimeout = TimeSpan.FromSeconds(1), CompletionFile = "/done" };
            Assert.Equal(GuardStep.Stop, GuardDecision.For(spec, GuardState.Start, Noon, TimeSpan.Zero, Policy).Step);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("8h", "2026-03-01T20:00:00Z")]
    [InlineData("2026-03-01T20:00Z", "2026-03-01T20:00:00Z")]
    [InlineData("2026-03-01T20:00:05+02:00", "2026-03-01T18:00:05Z")]
    [InlineData("2026-03-01T20:00:05.25-01:30", "2026-03-01T21:30:05.25Z")]
    [InlineData("10000000d", "9999-12-31T23:59:59.9999999Z")]
    public void An_option_is_a_duration_or_a_time(string text, string expected) => Assert.Equal(
        DateTimeOffset.Parse(expected), DeadlineChoice.For(DeadlineOption.Parse(text), null, "it", Noon).Deadline!.Deadline);

    [Theory]
    [InlineData("")]
    [InlineData("0s")]
    [InlineData("-1h")]
    [InlineData("8")]
    [InlineData("never")]
    [InlineData("2026-03-01T20:00")]
    [InlineData("2026-03-01")]
    public void What_is_no_deadline_is_refused_and_is_never_no_limit(string text) => Assert.Equal(
        $"'{text}' is not how long the agent works from its first start on, such as 90m or 8h, or a time with its zone, such as 2026-03-01T20:00Z or 2026-03-01T20:00:05+02:00.",
        Assert.Throws<FormatException>(() => DeadlineOption.Parse(text)).Message);

    [Theory]
    [InlineData("2026-03-01T12:00Z", null, "--deadline is '2026-03-01T12:00Z', which is 2026-03-01 12:00:00 UTC and has passed: it is 2026-03-01 12:00:00 UTC now. Give a time that is still to come, or how long the agent works, such as 8h.")]
    [InlineData("2026-03-01T11:00Z", "8h", "--deadline is '2026-03-01T11:00Z', which is 2026-03-01 11:00:00 UTC and has passed: it is 2026-03-01 12:00:00 UTC now. Give a time that is still to come, or how long the agent works, such as 8h.")]
    [InlineData("2026-03-01T11:00Z", "2026-03-01T11:00Z", null)]
    [InlineData("2026-03-01T12:01Z", null, null)]
    [InlineData("8h", null, null)]
    [InlineData(null, null, null)]
    public void A_new_deadline_is_still_to_come(string? text, string? kept, string? problem) => Assert.Equal(problem, DeadlineChoice.FindProblem(
        text is null ? null : DeadlineOption.Parse(text), kept is null ? null : new(kept, Noon.AddHours(-1), Noon.AddHours(-2)), Noon));

    [Fact]
    public void An_agent_that_is_started_again_keeps_its_first_deadline()
    {
        var memory = new InMemoryGuardMemory();
        var first = DeadlineChoice.Make(DeadlineOption.Parse("8h"), memory, Noon);
        var second = DeadlineChoice.Make(DeadlineOption.Parse("8h"), memory, Noon.AddHours(5));

        Assert.Equal((Noon.AddHours(8), Noon, true, null), (first.Deadline!.Deadline, first.Deadline.SetAt, first.IsNew, first.Notice));
        Assert.Equal((first.Deadline, false), (second.Deadline, second.IsNew));
        Assert.Equal("The deadline stays 2026-03-01 20:00:00 UTC, set by --deadline 8h at 2026-03-01 12:00:00 UTC.", second.Notice);
    }

    [Fact]
    public void A_deadline_that_passed_between_starts_stays_passed_and_says_how_to_begin_anew()
    {
        var memory = new InMemoryGuardMemory();
        DeadlineChoice.Make(DeadlineOption.Parse("8h"), memory, Noon);
        var next = DeadlineChoice.Make(DeadlineOption.Parse("8h"), memory, Noon.AddDays(1));

        Assert.Equal(Noon.AddHours(8), next.Deadline!.Deadline);
        Assert.Equal(
            "The deadline 2026-03-01 20:00:00 UTC, set by --deadline 8h at 2026-03-01 12:00:00 UTC, has passed. To begin anew, give another --deadline, or remove the memory of this process.",
            next.Notice);
    }

    [Fact]
    public void Another_option_is_another_wish_and_none_forgets_the_old_one()
    {
        var memory = new InMemoryGuardMemory();
        DeadlineChoice.Make(DeadlineOption.Parse("8h"), memory, Noon);
        var longer = DeadlineChoice.Make(DeadlineOption.Parse("9h"), memory, Noon.AddHours(1));
        var kept = memory.Read();
        var none = DeadlineChoice.Make(null, memory, Noon.AddHours(2));

        Assert.Equal("The deadline is 2026-03-01 22:00:00 UTC now; it was 2026-03-01 20:00:00 UTC, from --deadline 8h.", longer.Notice);
        Assert.Equal(new("9h", Noon.AddHours(10), Noon.AddHours(1)), kept);
        Assert.Equal("The deadline 2026-03-01 22:00:00 UTC, kept from --deadline 9h, is dropped: no --deadline was given this time.", none.Notice);
        Assert.Null(none.Deadline);
        Assert.Null(memory.Read());
        Assert.Null(DeadlineChoice.Make(null, memory, Noon).Notice);
    }
}
