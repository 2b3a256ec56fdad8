using Muster.Agent.Machines;
using Muster.Chunks;
using Muster.Cli.Rendering;
using Muster.Resources;
using Muster.Sweeps;
using Muster.Units;

namespace Muster.Cli.Submitting;

/// <summary>Says what a submission would do, and does nothing.</summary>
internal static class DryRun
{
    private const int Shown = 5;

    public static int Write(CommandContext context, SweepSpec spec, PointSource points, SubmitOptions options)
    {
        var slots = SlotPlan.For(MachineProbe.Probe(), spec.Resources);
        var limit = options.MaxConcurrent ?? spec.MaxConcurrent;
        var atOnce = Math.Min(Math.Min(slots.Slots, limit ?? long.MaxValue), points.Count);
        var round = RoundPlanner.First(points);
        var writer = context.Out;
        var groups = round.Pools.Count == 1 ? "" : $", in {round.Pools.Count} groups of the same placement";
        writer.WriteLine($"Sweep {spec.Name}: {Human.Count(points.Count, "point")} ({Human.Count(spec.RowCount, "row")}, {points.Count - spec.RowCount} of the grid){groups}");
        writer.WriteLine($"Runs {spec.Command ?? spec.Script}");
        writer.WriteLine(slots.Problem is { } problem ? $"Cannot run here: {problem}" : $"At most {atOnce} at once on this machine; each attempt at most {Duration.Format(spec.Timeout)}; attempts: {spec.Retry.MaxAttempts}");
        for (var index = 0L; index < Math.Min(points.Count, Shown); index++)
            writer.WriteLine($"  {index}: {string.Join(" ", points[index].Parameters.Select(parameter => $"{parameter.Name}={parameter.Value}"))}");
        if (points.Count > Shown)
            writer.WriteLine($"  … and {points.Count - Shown} more");
        writer.WriteLine("Nothing was submitted.");
        return slots.Problem is null ? ExitCode.Done : ExitCode.Failed;
    }
}
