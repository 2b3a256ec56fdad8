using Muster.Testing.Faults;

namespace Muster.Tests.Testing.Faults;

public sealed class FaultPlanTests
{
    [Fact]
    public void The_same_seed_is_the_same_faults() => Assert.Equal(Faults(7), Faults(7));

    [Fact]
    public void Different_seeds_are_different_faults() =>
        Assert.Equal(100, Enumerable.Range(0, 100).Select(seed => string.Join(' ', Faults(seed))).Distinct().Count());

    [Fact]
    public void Every_kind_happens_as_often_as_was_asked()
    {
        var plan = new FaultPlan(1, new([(FaultKind.Double, 0.1), (FaultKind.Late, 0.3)]));

        var kinds = Enumerable.Range(0, 20_000).Select(request => plan.At(request).Kind).CountBy(kind => kind).ToDictionary();

        Assert.Equal([FaultKind.None, FaultKind.Late, FaultKind.Double], kinds.Keys.Order());
        Assert.InRange(kinds[FaultKind.Double], 1_800, 2_200);
        Assert.InRange(kinds[FaultKind.Late], 5_700, 6_300);
    }

    [Fact]
    public void Waits_stay_within_the_longest() =>
        Assert.All(Faults(3), fault => Assert.InRange(fault.Wait, TimeSpan.Zero, FaultMix.Harsh.LongestWait));

    [Fact]
    public void Probabilities_above_one_together_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => new FaultMix([(FaultKind.Late, 0.6), (FaultKind.Delay, 0.5)]));

        Assert.Equal("Probabilities are 0 or more, and at most 1 together; these are (Late, 0.6), (Delay, 0.5). (Parameter 'rates')", error.Message);
    }

    private static List<Fault> Faults(long seed) => [.. Enumerable.Range(0, 200).Select(request => new FaultPlan(seed, FaultMix.Harsh).At(request))];
}
