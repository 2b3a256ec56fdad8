using Muster.Testing.Simulation;

namespace Muster.Tests.Simulation;

public sealed class SimulationTests
{
    [Fact]
    public void A_calm_world_breaks_no_promise()
    {
        foreach (var result in SimRunner.RunMany(1, 100, new() { Calm = true }))
            Assert.True(result.Breach is null, result.ToString());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_same_seed_is_the_same_world(long seed)
    {
        var (first, second) = (SimRunner.Run(seed), SimRunner.Run(seed));

        Assert.Equal((first.TraceHash, first.Steps, first.VirtualTime), (second.TraceHash, second.Steps, second.VirtualTime));
        Assert.Equal(first.Breach, second.Breach);
    }

    [Fact]
    public void Different_seeds_are_different_worlds() =>
        Assert.Equal(100, SimRunner.RunMany(1, 100, new() { Calm = true }).Select(result => result.TraceHash).Distinct().Count());
}
