using Muster.Aws.Store;
using Muster.Runs;
using Muster.Testing.Faults;
using Muster.Testing.Faults.History;
using Muster.Testing.Simulation.Time;

namespace Muster.Tests.Aws.Store;

/// <summary>One seed's history: some clients, each with its own store behind its own proxy, act on one run at a time; then all is read without faults.</summary>
internal sealed record HistoryRun(long Seed, IReadOnlyList<HistoryEvent> Events, IReadOnlyDictionary<FaultKind, int> Faults)
{
    private const int Clients = 3, Steps = 10;

    /// <summary>What is wrong; empty: nothing.</summary>
    public IReadOnlyList<string> Problems { get; } = HistoryCheck.Problems(Events);

    public override string ToString() => Problems.Count == 0
        ? $"Seed {Seed}: {Events.Count} events, nothing wrong."
        : $"""
          Seed {Seed}:
          {string.Join(Environment.NewLine, Problems)}
          Run it alone with MUSTER_SEED={Seed}. What was done:
          {string.Join(Environment.NewLine, Events)}
          """;

    public static async Task<HistoryRun> OfAsync(DynamoRig rig, long seed)
    {
        var run = RunId.FromToken($"history {seed}");
        var recorder = new HistoryRecorder();
        var faults = new Dictionary<FaultKind, int>();
        var proxies = Enumerable.Range(0, Clients).Select(client => rig.NewProxy(new(unchecked((seed * 31) + client), FaultMix.Of(seed)))).ToList();
        await Task.WhenAll(proxies.Select((proxy, client) => Task.Run(() => ActAsync(rig.Open(OptionsOf(seed, client), proxy.Address), $"c{client}", run, recorder, new((seed * 37) + client)))));
        foreach (var proxy in proxies)
        {
            await proxy.DisposeAsync();
            foreach (var (kind, count) in proxy.Counts)
                faults[kind] = faults.GetValueOrDefault(kind) + count;
        }

        await new HistoryClient("reader", rig.Store, run, recorder, new(0)).ReadAllAsync();
        return new(seed, recorder.Events, faults);
    }

    private static async Task ActAsync(DynamoRunStore store, string name, RunId run, HistoryRecorder recorder, SimChance chance)
    {
        var client = new HistoryClient(name, store, run, recorder, chance);
        for (var step = 0; step < Steps; step++)
            await client.StepAsync();
    }

    /// <summary>Few tries, so that clients often get no answer at all.</summary>
    private static DynamoOptions OptionsOf(long seed, int client) => DynamoRig.Hurried(new((seed * 41) + client)) with { Retries = 2 };
}
