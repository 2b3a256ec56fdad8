using FsCheck;
using FsCheck.Fluent;
using Muster.Retries;

namespace Muster.Tests.Core.Retries;

public class RetryDelayTests
{
    private static readonly RetryPolicy Policy = new() { BaseDelay = TimeSpan.FromSeconds(2), MaxDelay = TimeSpan.FromSeconds(15) };

    [Theory]
    [InlineData(BackoffKind.Fixed, new[] { 2, 2, 2, 2, 2 })]
    [InlineData(BackoffKind.Exponential, new[] { 2, 4, 8, 15, 15 })]
    [InlineData(BackoffKind.ExponentialJitter, new[] { 2, 4, 8, 15, 15 })]
    public void Waits_grow_as_the_policy_says_up_to_the_longest(BackoffKind kind, int[] seconds) =>
        Assert.Equal(seconds.Select(s => TimeSpan.FromSeconds(s)), Enumerable.Range(1, 5).Select(n => RetryDelay.After(Policy with { Backoff = kind }, n, () => 0)));

    [Theory]
    [InlineData(0, 8)]
    [InlineData(0.5, 6)]
    [InlineData(1, 4)]
    public void Chance_takes_off_at_most_its_share(double chance, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryDelay.After(Policy with { Backoff = BackoffKind.ExponentialJitter, Jitter = 0.5 }, 3, () => chance));

    [Fact]
    public void Without_jitter_chance_is_not_asked() =>
        RetryDelay.After(Policy, 3, () => throw new InvalidOperationException("asked"));

    [Fact]
    public void A_wait_is_the_base_doubled_but_within_the_longest_for_any_numbers() =>
        Prop.ForAll(Ticks().Zip(Ticks()).Zip(Gen.Choose(1, 200)).ToArbitrary(), x =>
        {
            var ((a, b), attempt) = x;
            var policy = new RetryPolicy { BaseDelay = new(Math.Min(a, b)), MaxDelay = new(Math.Max(a, b)) };
            var exact = Int128.Min((Int128)policy.BaseDelay.Ticks << Math.Min(attempt - 1, 63), policy.MaxDelay.Ticks);
            return RetryDelay.After(policy, attempt, () => 0).Ticks == exact;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_shaken_wait_lies_between_its_share_and_the_whole() =>
        Prop.ForAll(Ticks().Zip(Gen.Choose(1, 100)).Zip(Gen.Choose(0, 1000).Zip(Gen.Choose(0, 1000))).ToArbitrary(), x =>
        {
            var ((ticks, attempt), (jitter, chance)) = x;
            var policy = new RetryPolicy { BaseDelay = TimeSpan.FromMilliseconds(1, 0), MaxDelay = new(ticks), Backoff = BackoffKind.ExponentialJitter, Jitter = jitter / 1000.0 };
            var whole = RetryDelay.After(policy with { Backoff = BackoffKind.Exponential }, attempt, () => 0);
            var wait = RetryDelay.After(policy, attempt, () => chance / 1000.0);
            return wait <= whole && wait.Ticks >= whole.Ticks * (1 - (decimal)policy.Jitter);
        }).QuickCheckThrowOnFailure();

    private static Gen<long> Ticks() => Gen.Choose(0, int.MaxValue).Zip(Gen.Choose(0, 32)).Select(p => p.Item2 == 32 ? TimeSpan.MaxValue.Ticks : (long)p.Item1 << p.Item2);
}
