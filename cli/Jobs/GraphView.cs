using System.Text.Json;
using Muster.Cli.Rendering;
using Muster.Cli.Validating;
using Muster.Graphs;
using Muster.Jobs;
using Muster.Operations;

namespace Muster.Cli.Jobs;

/// <summary>How a graph is shown.</summary>
internal enum GraphFormat
{
    /// <summary>As text.</summary>
    Tree,
    /// <summary>As a flowchart of Mermaid.</summary>
    Mermaid,
    /// <summary>In Graphviz's language.</summary>
    Dot,
}

/// <summary>A graph that is shown.</summary>
/// <param name="Name">The name of the file's run, or of the run.</param>
/// <param name="Spec">The graph.</param>
/// <param name="Jobs">Where the jobs of a point stand; null: it was not run.</param>
internal sealed record ShownGraph(string Name, GraphSpec Spec, PointJobs? Jobs);

/// <summary>Shows a graph.</summary>
internal static class GraphView
{
    public static void Write(CommandContext context, ShownGraph shown, GraphFormat format)
    {
        if (format == GraphFormat.Tree)
        {
            WriteTree(context, shown);
            return;
        }

        var title = shown.Jobs is { } jobs ? $"{shown.Name} {jobs.Run.Id}{(jobs.Run.PointCount > 1 ? $", point {jobs.Point.Index}" : "")}" : shown.Name;
        var drawing = new GraphDrawing(title, shown.Spec, shown.Jobs?.Jobs ?? []);
        foreach (var line in format == GraphFormat.Dot ? drawing.Dot() : drawing.Mermaid())
            context.Out.Write($"{line}\n");
    }

    public static void WriteJson(CommandContext context, ShownGraph shown) => context.WriteJson(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("name", shown.Name);
        writer.WriteString("run", shown.Jobs?.Run.Id.Value);
        if (shown.Jobs is { } point)
            writer.WriteNumber("point", point.Point.Index);
        else
            writer.WriteNull("point");
        writer.WriteString("state", shown.Jobs is { } of ? SnakeCase.Of(of.Point.Standing.ToString()) : null);
        writer.WriteNumber("max_parallel", shown.Spec.MaxParallel);
        writer.WriteString("on_failure", Sweeps.Words.OnFailure.Of(shown.Spec.OnFailure));
        WriteJobs(writer, shown);
        writer.WriteEndObject();
    });

    private static void WriteJobs(Utf8JsonWriter writer, ShownGraph shown)
    {
        var levels = JobGraph.Of(shown.Spec.Jobs).Levels()!;
        writer.WriteNumber("levels", levels.Count);
        writer.WriteStartArray("jobs");
        if (shown.Jobs is { } point)
        {
            foreach (var job in point.Jobs)
                JobJson.Write(writer, point.Point.Index, job);
        }
        else
        {
            foreach (var (place, level) in levels.SelectMany((jobs, depth) => jobs.Select(place => (place, depth + 1))).OrderBy(job => job.place))
                JobJson.Write(writer, shown.Spec.Jobs[place], level);
        }

        writer.WriteEndArray();
    }

    private static void WriteTree(CommandContext context, ShownGraph shown)
    {
        var plan = GraphPlan.Of(shown.Spec);
        if (shown.Jobs is not { } point)
        {
            context.Out.WriteLine($"{Table.Clean(shown.Name)}: {plan.Size}");
            WritePlan(context, shown.Spec);
            return;
        }

        var of = point.Run.PointCount > 1 ? $", point {point.Point.Index}" : "";
        context.Out.WriteLine($"{Table.Clean(shown.Name)}  {point.Run.Id}{of}  {SnakeCase.Of(point.Point.Standing.ToString())}");
        context.Out.WriteLine($"  {plan.Size}{(point.Jobs.Count > 0 ? $": {JobSentences.Counts(point.Jobs)}" : "")}");
        JobTable.Write(context.Out, context.Time, context.Screen, point, isNamed: true);
    }

    private static void WritePlan(CommandContext context, GraphSpec graph)
    {
        var jobs = JobGraph.Of(graph.Jobs);
        var levels = jobs.Levels()!.SelectMany((level, depth) => level.Select(job => (job, depth + 1))).ToDictionary(level => level.job, level => level.Item2);
        var timeouts = graph.Jobs.Any(job => job.Timeout is not null) ? [new("TIMEOUT", IsNumber: true)] : Array.Empty<Column>();
        var table = new Table([new("  JOB", Least: 14), new("LEVEL", IsNumber: true), new("ATTEMPTS", IsNumber: true), .. timeouts]);
        foreach (var line in GraphTree.Of(jobs))
        {
            var job = graph.Jobs[line.Job];
            table.Add([$"  {GraphText.Of(line, graph, context.Screen)}", $"{levels[line.Job]}", $"{job.Retry.MaxAttempts}", .. timeouts.Length == 0 ? [] : new[] { job.Timeout is { } timeout ? Units.Duration.Format(timeout) : "" }]);
        }

        table.Write(context.Out, context.Screen);
    }
}
