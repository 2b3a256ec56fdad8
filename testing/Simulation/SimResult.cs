using Muster.Testing.Simulation.Time;

namespace Muster.Testing.Simulation;

/// <summary>What came of one seed's world.</summary>
public sealed record SimResult
{
    /// <summary>The seed.</summary>
    public required long Seed { get; init; }

    /// <summary>The first promise that was broken; null: none was.</summary>
    public required PromiseBreach? Breach { get; init; }

    /// <summary>A number that differs as soon as any event differs.</summary>
    public required ulong TraceHash { get; init; }

    /// <summary>Events that happened.</summary>
    public required long Steps { get; init; }

    /// <summary>How long the world lasted, in its own time.</summary>
    public required TimeSpan VirtualTime { get; init; }

    /// <summary>How often each kind of thing happened.</summary>
    public required IReadOnlyDictionary<string, int> Counts { get; init; }

    /// <summary>The last events before the end, oldest first.</summary>
    public required IReadOnlyList<string> LastEvents { get; init; }

    /// <inheritdoc />
    public override string ToString() => Breach is null
        ? $"Seed {Seed}: no promise was broken in {Steps} events and {VirtualTime}."
        : $"""
          Seed {Seed} broke promise {Breach.Promise} at {VirtualTime}, event {Steps}:
          {Breach.Text}
          Replay it with MUSTER_SEED={Seed}. The last events (true time in seconds):
          {string.Join(Environment.NewLine, LastEvents)}
          """;

    internal static SimResult Of(long seed, SimulatedSweep sweep) => new()
    {
        Seed = seed,
        Breach = sweep.World.Breach,
        TraceHash = sweep.World.Trace.Hash,
        Steps = sweep.World.Steps,
        VirtualTime = sweep.World.Now,
        Counts = sweep.World.Trace.Counts,
        LastEvents = sweep.World.Breach is null ? [] : [.. sweep.World.Trace.Last(50)],
    };
}
