using Muster.Agent.Machines;
using Muster.Arguments;
using Muster.Chunks;
using Muster.Cli.Rendering;
using Muster.Cli.Validating;
using Muster.Graphs;
using Muster.Resources;
using Muster.Specs;
using Muster.Sweeps;
using Muster.Units;

namespace Muster.Cli.Submitting;

/// <summary>Says what a submission would do, and does nothing.</summary>
internal static class DryRun
{
    private const int Shown = 5;

    public static int Write(CommandContext context, SpecKind? kind, SweepSpec spec, PointSource points, SubmitOptions options)
    {
        var machine = MachineProbe.Probe();
        var slots = SlotPlan.For(machine, JobRoom.RequestOf(spec, machine));
        var limit = options.MaxConcurrent ?? spec.MaxConcurrent;
        var atOnce = Math.Min(Math.Min(slots.Slots, limit ?? long.MaxValue), points.Count);
        var round = RoundPlanner.First(points);
        var writer = context.Out;
        if (kind == SpecKind.Queue && spec.Graph is { } graph)
        {
            WriteQueue(writer, spec, graph, slots);
            return slots.Problem is null ? ExitCode.Done : ExitCode.Failed;
        }

        var groups = round.Pools.Count == 1 ? "" : $", in {round.Pools.Count} groups of the same placement";
        writer.WriteLine($"Sweep {spec.Name}: {Human.Count(points.Count, "point")}{SourcesOf(spec, points)}{groups}");
        writer.WriteLine($"Runs {WorkOf(spec)}{(spec.Arguments is null ? "" : $" in {spec.Workdir}")}");
        writer.WriteLine(slots.Problem is { } problem ? $"Cannot run here. {problem}." : $"At most {atOnce}{(spec.Graph is null ? "" : atOnce == 1 ? " point" : " points")} at once on this machine; each attempt at most {Duration.Format(spec.Timeout)}; attempts: {spec.Retry.MaxAttempts}");
        for (var index = 0L; index < Math.Min(points.Count, Shown) && HasLines(spec, points); index++)
            writer.WriteLine($"  {index}: {(spec.Arguments is { } arguments ? Line(arguments, points[index]) : string.Join(" ", points[index].Parameters.Select(parameter => $"{parameter.Name}={parameter.Value}")))}");
        if (points.Count > Shown)
            writer.WriteLine($"  {context.Screen.Cut} and {points.Count - Shown} more");
        writer.WriteLine("Nothing was submitted.");
        return slots.Problem is null ? ExitCode.Done : ExitCode.Failed;
    }

    /// <summary>A queue file is its jobs: of its one point there is nothing to say.</summary>
    private static void WriteQueue(TextWriter writer, SweepSpec spec, GraphSpec graph, SlotPlan slots)
    {
        var plan = GraphPlan.Of(graph);
        writer.WriteLine($"Queue {spec.Name}: {plan.Size}");
        writer.WriteLine($"Runs {plan.Sequence}");
        writer.WriteLine(slots.Problem is { } problem ? $"Cannot run here. {problem}." : $"All jobs together take at most {Duration.Format(spec.Timeout)} (global_timeout)");
        writer.WriteLine("Nothing was submitted.");
    }

    /// <summary>Where points come from, if from both.</summary>
    private static string SourcesOf(SweepSpec spec, PointSource points) => spec.RowCount is 0 || spec.RowCount == points.Count
        ? ""
        : $" ({Human.Count(spec.RowCount, "row")}, {points.Count - spec.RowCount} of the grid)";

    /// <summary>What is run; of a graph, how it goes.</summary>
    private static string WorkOf(SweepSpec spec)
    {
        if (spec.Graph is not { } graph)
            return spec.Work;
        var plan = GraphPlan.Of(graph);
        return $"{plan.Size}: {plan.Sequence}";
    }

    /// <summary>The one point of a queue file has no parameters: there is nothing to say of it.</summary>
    private static bool HasLines(SweepSpec spec, PointSource points) => spec.Graph is null || points.Count > 1 || points[0].Parameters.Count > 0;

    /// <summary>The command of a point, to copy into a shell; before it, as variables, the parameters that it has in no argument.</summary>
    private static string Line(IReadOnlyList<string> arguments, Point point)
    {
        var templates = arguments.Select(ArgumentTemplate.Parse).ToList();
        var used = templates.SelectMany(template => template.Names).ToHashSet(StringComparer.Ordinal);
        var variables = point.Parameters.Where(parameter => !used.Contains(parameter.Name))
            .Select(parameter => $"{ParameterName.Variable(parameter.Name)}={ShellWord.Quote(parameter.Value.Text)} ");
        return string.Concat(variables) + ShellWord.Join([.. templates.Select(template => template.Fill(point.Index, point.Parameters))]);
    }
}
