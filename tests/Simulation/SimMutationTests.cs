using Muster.Testing.Simulation;

namespace Muster.Tests.Simulation;

/// <summary>The checks bite: each fault that is put in on purpose is found.</summary>
public sealed class SimMutationTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(SimMutation.ChunksWithoutEpoch, 100)]
    [InlineData(SimMutation.BooksWithoutEpoch, 300)]
    [InlineData(SimMutation.UnknownRecordIsNone, 300)]
    [InlineData(SimMutation.UnknownListingIsEmpty, 2000)]
    [InlineData(SimMutation.PagesMissing, 2000)]
    [InlineData(SimMutation.WorkersOverstay, 300)]
    [InlineData(SimMutation.GrantsOutstayed, 300)]
    [InlineData(SimMutation.CoordinatorsHurry, 100)]
    [InlineData(SimMutation.TokensForgotten, 300)]
    [InlineData(SimMutation.JournalsNeverOld, 600)]
    [InlineData(SimMutation.StatesNamedUnkept, 100)]
    public void A_mutated_world_is_caught_within_some_seeds(SimMutation mutation, int seeds)
    {
        var caught = SimRunner.FindBreach(first: 1, seeds, new() { Mutation = mutation });

        Assert.True(caught is not null, $"{mutation} was not caught in {seeds} seeds.");
        Assert.NotEqual(0, caught.Breach!.Promise);
        output.WriteLine($"{mutation} at seed {caught.Seed}: promise {caught.Breach.Promise}. {caught.Breach.Text}");
    }

    [Fact]
    public void A_breach_tells_its_seed_its_promise_and_the_last_events()
    {
        var caught = SimRunner.FindBreach(first: 1, 100, new() { Mutation = SimMutation.ChunksWithoutEpoch })!;
        var lines = caught.ToString().Split(Environment.NewLine);

        Assert.Equal($"Seed {caught.Seed} broke promise {caught.Breach!.Promise} at {caught.VirtualTime}, event {caught.Steps}:", lines[0]);
        Assert.Equal(caught.Breach.Text, lines[1]);
        Assert.Equal($"Replay it with MUSTER_SEED={caught.Seed}. The last events (true time in seconds):", lines[2]);
        Assert.Equal(50, lines.Length - 3);
        Assert.Contains(lines, line => line.EndsWith($"checks     promise broken {caught.Breach.Text}", StringComparison.Ordinal));
    }

    [Fact]
    public void A_breach_replays_exactly()
    {
        var options = new SimOptions { Mutation = SimMutation.ChunksWithoutEpoch };
        var caught = SimRunner.FindBreach(first: 1, 100, options)!;

        Assert.Equal($"{caught}", $"{SimRunner.Run(caught.Seed, options)}");
    }
}
