using FsCheck;
using FsCheck.Fluent;
using Muster.Fleet;
using Muster.Offers;

namespace Muster.Tests.Core.Offers;

public sealed class GovernorTests
{
    private static readonly GovernorPolicy s_policy = new() { Burst = 10, PerSecond = 1, SlowestPerSecond = 0.125, RestoreIn = TimeSpan.FromSeconds(100) };
    private static readonly DateTimeOffset s_start = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Full_bucket_gives_its_burst_and_no_more()
    {
        Assert.Equal(10, Governor.Launches(GovernorState.Full, s_start, s_policy));
        Assert.Null(Governor.Take(GovernorState.Full, 11, s_start, s_policy));

        var empty = Governor.Take(GovernorState.Full, 10, s_start, s_policy)!;

        Assert.Equal(new(0, s_start, null), empty);
        Assert.Equal(0, Governor.Launches(empty, s_start, s_policy));
        Assert.Equal(s_start + TimeSpan.FromSeconds(1), Governor.NextAt(empty, s_start, s_policy));
        Assert.Equal(3, Governor.Launches(empty, s_start + TimeSpan.FromSeconds(3.5), s_policy));
        Assert.Equal(10, Governor.Launches(empty, s_start + TimeSpan.FromHours(1), s_policy));
    }

    [Fact]
    public void Throttling_empties_the_bucket_and_halves_the_rate_down_to_the_slowest()
    {
        var state = Governor.Throttle(GovernorState.Full, s_start, s_policy);
        Assert.Equal(new(0, s_start, 0.5), state);
        state = Governor.Throttle(state, s_start, s_policy);
        Assert.Equal(0.25, state.PerSecond);
        state = Governor.Throttle(Governor.Throttle(state, s_start, s_policy), s_start, s_policy);
        Assert.Equal(0.125, state.PerSecond);
    }

    [Fact]
    public void Time_restores_the_rate()
    {
        var slow = Governor.Throttle(GovernorState.Full, s_start, s_policy);

        // From a half, the rate rises by a hundredth a second: 10 s bring 5 + 0.5 tokens.
        Assert.Equal(5.5, Governor.Tokens(slow, s_start + TimeSpan.FromSeconds(10), s_policy), 9);
        Assert.Equal(0.6, Governor.Take(slow, 0, s_start + TimeSpan.FromSeconds(10), s_policy)!.PerSecond!.Value, 9);
        Assert.Null(Governor.Take(slow, 0, s_start + TimeSpan.FromSeconds(50), s_policy)!.PerSecond);
    }

    [Fact]
    public void Clock_that_goes_back_changes_nothing()
    {
        var state = Governor.Take(GovernorState.Full, 8, s_start, s_policy)!;

        Assert.Equal(2, Governor.Launches(state, s_start - TimeSpan.FromHours(1), s_policy));
        Assert.Equal(s_start, Governor.Take(state, 1, s_start - TimeSpan.FromHours(1), s_policy)!.At);
    }

    [Fact]
    public void Looking_in_between_changes_nothing() => Prop.ForAll(
        (from first in Gen.Choose(0, 200_000)
         from second in Gen.Choose(0, 200_000)
         from rate in Gen.Choose(1, 8)
         from tokens in Gen.Choose(0, 10)
         select (new GovernorState(tokens, s_start, rate / 8d), TimeSpan.FromMilliseconds(first), TimeSpan.FromMilliseconds(second))).ToArbitrary(),
        given =>
        {
            var (state, first, second) = given;
            var looked = Governor.Take(state, 0, s_start + first, s_policy)!;
            return Math.Abs(Governor.Tokens(state, s_start + first + second, s_policy) - Governor.Tokens(looked, s_start + first + second, s_policy)) < 1e-6
                || Governor.Tokens(looked, s_start + first, s_policy) >= s_policy.Burst - 1e-6;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Launches_never_exceed_burst_and_rate() => Prop.ForAll(
        Gen.Choose(0, 3000).ListOf(60).ToArbitrary(),
        steps =>
        {
            var (state, now, sent) = (GovernorState.Full, s_start, 0);
            foreach (var (milliseconds, index) in steps.Select((step, index) => (step, index)))
            {
                now += TimeSpan.FromMilliseconds(milliseconds);
                var launches = Governor.Launches(state, now, s_policy);
                state = Governor.Take(state, launches, now, s_policy)!;
                sent += launches;
                if (index % 7 == 3) state = Governor.Throttle(state, now, s_policy);
            }

            return sent <= s_policy.Burst + s_policy.PerSecond * (now - s_start).TotalSeconds + 1e-6;
        }).QuickCheckThrowOnFailure();
}
