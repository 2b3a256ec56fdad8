using Muster.Graphs;
using Muster.Retries;
using Muster.Testing.Simulation.Time;

namespace Muster.Testing.Simulation.Scenarios;

/// <summary>The graph of jobs that each point runs.</summary>
/// <param name="Spec">The graph.</param>
/// <param name="Room">What its jobs may use together.</param>
/// <param name="Dies">How probable it is that a machine dies between two steps of a job's life.</param>
internal sealed record GraphPlan(GraphSpec Spec, JobRoom Room, double Dies);

/// <summary>Machines on which agents serve the store: workers that come by themselves.</summary>
/// <param name="Machines">How many.</param>
/// <param name="Region">What each has, and costs.</param>
/// <param name="Alone">Whether nobody else runs the points: there is nothing to launch.</param>
/// <param name="PowerFails">How probable it is that one that dies loses what its disk had not made durable.</param>
internal sealed record AgentPlan(int Machines, RegionPlan Region, bool Alone, double PowerFails);

/// <summary>Draws the graph that points run, in some worlds.</summary>
internal static class GraphDraw
{
    private const double Share = 0.3;

    /// <summary>The plan; null: points are commands.</summary>
    public static GraphPlan? Of(SimChance chance, SimOptions options)
    {
        if (!chance.Happens(Share))
            return null;
        var jobs = chance.Pick(1, 3, chance.Between(2, 6), chance.Between(4, 12));
        var (waits, retries) = (chance.Pick(0, 0.2, 0.6), chance.Pick(1, 1, 2, 3));
        var spec = new GraphSpec
        {
            Jobs = [.. Enumerable.Range(0, jobs).Select(job => Job(chance, job, waits, retries))],
            MaxParallel = chance.Pick(1, 2, 4),
            OnFailure = chance.Pick(OnFailure.Stop, OnFailure.Continue),
        };
        var dies = options.Calm ? 0 : chance.Pick(0, 0.002, 0.01, 0.03);
        return new(spec, new(chance.Pick(1, 2, 100), null, 0), dies);
    }

    private static JobSpec Job(SimChance chance, int job, double waits, int retries) => new()
    {
        Id = $"j{job}",
        Command = "true",
        DependsOn = [.. Enumerable.Range(0, job).Where(_ => chance.Happens(waits)).Select(needed => $"j{needed}")],
        Retry = new() { MaxAttempts = retries, BaseDelay = TimeSpan.FromSeconds(chance.Pick(0, 1, 5)), MaxDelay = TimeSpan.FromSeconds(20) },
    };
}

/// <summary>Draws the machines of agents, in some worlds.</summary>
internal static class AgentDraw
{
    private const double Share = 0.25;

    /// <summary>The plan; null: there are none.</summary>
    public static AgentPlan? Of(SimChance chance) => !chance.Happens(Share) ? null : new(
        chance.Between(1, 3),
        new("agents", chance.Pick(1, 2, 4, 8), 0, chance.Pick(0m, 0.6m, 2.5m)),
        chance.Happens(0.5),
        chance.Pick(0, 0.3, 1));
}
