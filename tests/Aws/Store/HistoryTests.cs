using Muster.Testing.Faults;
using Muster.Tests.Servers;

namespace Muster.Tests.Aws.Store;

/// <summary>No acknowledged write is lost, no epoch has two owners, no outcome changes, whatever happens between the stores and their server.</summary>
public sealed class HistoryTests(DynamoServer server, ITestOutputHelper output)
{
    private const int AtOnce = 4;

    [Fact]
    public async Task Histories_of_500_seeds_through_faults_show_nothing_wrong()
    {
        var began = TimeProvider.System.GetTimestamp();
        using var rig = await DynamoRig.NewAsync(server);
        var runs = new HistoryRun[500];

        await Parallel.ForEachAsync(
            Enumerable.Range(0, runs.Length),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (i, _) => runs[i] = await HistoryRun.OfAsync(rig, i + 1));

        var faults = runs.SelectMany(run => run.Faults).GroupBy(one => one.Key).ToDictionary(one => one.Key, one => one.Sum(count => count.Value));
        output.WriteLine($"{runs.Sum(run => run.Events.Count):N0} events, {faults.Values.Sum():N0} requests, {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0.0} s");
        output.WriteLine(string.Join(", ", faults.OrderBy(one => one.Key).Select(one => $"{one.Key} {one.Value:N0}")));
        Assert.True(runs.All(run => run.Problems.Count == 0), string.Join(Environment.NewLine, runs.Where(run => run.Problems.Count > 0).Take(3)));
        Assert.All(Enum.GetValues<FaultKind>(), kind => Assert.True(faults.GetValueOrDefault(kind) > 100, $"{kind} happened {faults.GetValueOrDefault(kind)} times."));
    }

    /// <summary>Runs the history of the environment variable MUSTER_SEED; without it, that of seed 1. Its faults are the same as far as its requests come in the same order.</summary>
    [Fact]
    public async Task A_seed_is_run_alone()
    {
        using var rig = await DynamoRig.NewAsync(server);

        var run = await HistoryRun.OfAsync(rig, long.Parse(Environment.GetEnvironmentVariable("MUSTER_SEED") ?? "1"));

        output.WriteLine(string.Join(Environment.NewLine, run.Events));
        Assert.True(run.Problems.Count == 0, run.ToString());
    }
}
