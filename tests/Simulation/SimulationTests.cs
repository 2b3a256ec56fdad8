using Muster.Testing.Simulation;

namespace Muster.Tests.Simulation;

public sealed class SimulationTests(ITestOutputHelper output)
{
    [Fact]
    public void No_promise_is_broken_in_2000_worlds_full_of_faults()
    {
        var began = TimeProvider.System.GetTimestamp();

        var results = SimRunner.RunMany(first: 1, count: 2000);

        output.WriteLine($"{results.Count} seeds, {results.Sum(result => result.Steps):N0} events, {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0.0} s");
        Assert.True(results.All(result => result.Breach is null), $"{results.FirstOrDefault(result => result.Breach is not null)}");
    }

    /// <summary>Replays the world of the environment variable MUSTER_SEED, event by event; without it, that of seed 1.</summary>
    [Fact]
    public void A_seed_replays()
    {
        var wanted = Environment.GetEnvironmentVariable("MUSTER_SEED");

        var result = SimRunner.Run(long.Parse(wanted ?? "1"), new() { Listener = wanted is null ? null : output.WriteLine });

        Assert.True(result.Breach is null, result.ToString());
    }

    [Fact]
    public void A_calm_world_breaks_no_promise()
    {
        foreach (var result in SimRunner.RunMany(1, 100, new() { Calm = true }))
            Assert.True(result.Breach is null, result.ToString());
    }

    [Fact]
    public void Some_worlds_are_platforms_whose_orders_and_answers_go_astray()
    {
        var counts = SimRunner.RunMany(1, 300).SelectMany(result => result.Counts).ToLookup(count => count.Key, count => count.Value);

        Assert.All(
            (string[])["order arrives", "answer arrives", "order lost", "answer lost", "order waits for its turn", "is to be taken back", "is taken back", "listing arrives", "page arrives"],
            what => Assert.True(counts[what].Sum() > 0, what));
    }

    [Fact]
    public void The_same_seed_is_the_same_world()
    {
        var (first, second) = (SimRunner.RunMany(1, 50), SimRunner.RunMany(1, 50));

        Assert.Equal(first.Select(World), second.Select(World));

        static (ulong, long, TimeSpan) World(SimResult result) => (result.TraceHash, result.Steps, result.VirtualTime);
    }

    [Fact]
    public void Different_seeds_are_different_worlds() =>
        Assert.Equal(100, SimRunner.RunMany(1, 100).Select(result => result.TraceHash).Distinct().Count());
}
