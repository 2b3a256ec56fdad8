using Muster.Arguments;
using Muster.Cli.Rendering;
using Muster.Sweeps;
using Muster.Units;

namespace Muster.Cli.Submitting;

/// <summary>Says what a submission would do, and does nothing.</summary>
internal static class DryRun
{
    private const int Shown = 5;

    public static int Write(CommandContext context, SubmissionPlan plan)
    {
        if (plan.IsQueue)
            WriteQueue(context.Out, plan);
        else
            WriteSweep(context, plan);
        context.Out.WriteLine("Nothing was submitted.");
        return plan.Slots.Problem is null ? ExitCode.Done : ExitCode.Failed;
    }

    private static void WriteSweep(CommandContext context, SubmissionPlan plan)
    {
        var (spec, points, atOnce, writer) = (plan.Spec, plan.Points, plan.AtOnce, context.Out);
        var groups = plan.Groups == 1 ? "" : $", in {plan.Groups} groups of the same placement";
        writer.WriteLine($"Sweep {spec.Name}: {Human.Count(points.Count, "point")}{SourcesOf(spec, points)}{groups}");
        writer.WriteLine($"Runs {(plan.Jobs is { } jobs ? $"{jobs.Size}: {jobs.Sequence}" : spec.Work)}{(spec.Arguments is null ? "" : $" in {spec.Workdir}")}");
        writer.WriteLine(plan.Slots.Problem is { } problem ? $"Cannot run here. {problem}." : $"At most {atOnce}{(spec.Graph is null ? "" : atOnce == 1 ? " point" : " points")} at once on this machine; each attempt at most {Duration.Format(spec.Timeout)}; attempts: {spec.Retry.MaxAttempts}");
        for (var index = 0L; index < Math.Min(points.Count, Shown) && HasLines(spec, points); index++)
            writer.WriteLine($"  {index}: {(spec.Arguments is { } arguments ? Line(arguments, points[index]) : string.Join(" ", points[index].Parameters.Select(parameter => $"{parameter.Name}={parameter.Value}")))}");
        if (points.Count > Shown)
            writer.WriteLine($"  {context.Screen.Cut} and {points.Count - Shown} more");
    }

    /// <summary>A queue file is its jobs: of its one point there is nothing to say.</summary>
    private static void WriteQueue(TextWriter writer, SubmissionPlan plan)
    {
        writer.WriteLine($"Queue {plan.Spec.Name}: {plan.Jobs!.Size}");
        writer.WriteLine($"Runs {plan.Jobs.Sequence}");
        writer.WriteLine(plan.Slots.Problem is { } problem ? $"Cannot run here. {problem}." : $"All jobs together take at most {Duration.Format(plan.Spec.Timeout)} (global_timeout)");
    }

    /// <summary>Where points come from, if from both.</summary>
    private static string SourcesOf(SweepSpec spec, PointSource points) => spec.RowCount is 0 || spec.RowCount == points.Count
        ? ""
        : $" ({Human.Count(spec.RowCount, "row")}, {points.Count - spec.RowCount} of the grid)";

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
