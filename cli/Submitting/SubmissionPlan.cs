using Muster.Agent.Machines;
using Muster.Chunks;
using Muster.Cli.Validating;
using Muster.Graphs;
using Muster.Resources;
using Muster.Specs;
using Muster.Sweeps;

namespace Muster.Cli.Submitting;

/// <summary>What a submission would do on this machine.</summary>
/// <param name="Kind">What was read; null: no file.</param>
/// <param name="Spec">The spec.</param>
/// <param name="Points">Its points.</param>
/// <param name="Slots">How many of them fit on this machine.</param>
internal sealed record SubmissionPlan(SpecKind? Kind, SweepSpec Spec, PointSource Points, SlotPlan Slots)
{
    /// <summary>Most points that run at once here.</summary>
    public required long AtOnce { get; init; }

    /// <summary>Groups of points with the same placement, 1 or more.</summary>
    public required int Groups { get; init; }

    /// <summary>How its jobs are gone through; null: it has none.</summary>
    public GraphPlan? Jobs { get; } = Spec.Graph is { } graph ? GraphPlan.Of(graph) : null;

    /// <summary>Whether it is a queue: its jobs, and one point of which there is nothing to say.</summary>
    public bool IsQueue => Kind == SpecKind.Queue && Jobs is not null;

    /// <summary>The plan of what was read.</summary>
    public static SubmissionPlan Of(SpecKind? kind, SweepSpec spec, PointSource points, SubmitOptions options)
    {
        var machine = MachineProbe.Probe();
        var slots = SlotPlan.For(machine, JobRoom.RequestOf(spec, machine));
        var limit = options.MaxConcurrent ?? spec.MaxConcurrent;
        return new(kind, spec, points, slots)
        {
            AtOnce = Math.Min(Math.Min(slots.Slots, limit ?? long.MaxValue), points.Count),
            Groups = RoundPlanner.First(points).Pools.Count,
        };
    }
}
