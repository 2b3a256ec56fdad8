using System.Text.Json;
using Muster.Operations;

namespace Muster.Cli.Rendering;

/// <summary>Shows a list of runs.</summary>
internal static class RunListView
{
    /// <summary>As a table, newest first.</summary>
    public static void Write(CommandContext context, IReadOnlyList<RunStatus> runs) => Write(context.Out, context.Screen, context.Time, runs);

    /// <summary>As lines for a terminal.</summary>
    public static IReadOnlyList<string> Draw(IReadOnlyList<RunStatus> runs, Screen screen, TimeProvider clock)
    {
        using var text = new StringWriter { NewLine = "\n" };
        Write(text, screen with { KeepsRows = true }, clock, runs);
        return [.. text.ToString().TrimEnd('\n').Split('\n').Select(line => TextWidth.Clip(line, screen.Width ?? int.MaxValue))];
    }

    private static void Write(TextWriter writer, Screen screen, TimeProvider clock, IReadOnlyList<RunStatus> runs)
    {
        var table = new Table(new("ID"), new("NAME", Least: 8), new("STATE"), new("POINTS", IsNumber: true), new("DONE", IsNumber: true), new("FAILED", IsNumber: true), new("CREATED"));
        foreach (var status in runs)
        {
            table.Add(
                status.Run.Id.Value,
                status.Run.Name,
                status.State,
                $"{status.Run.PointCount}",
                $"{status.Counts.Ended}",
                $"{status.Counts.Failed}",
                Human.Ago(status.Run.CreatedAt, clock.GetUtcNow()));
        }

        table.Write(writer, screen);
    }

    /// <summary>As a JSON list, newest first.</summary>
    public static void WriteJson(Utf8JsonWriter writer, IReadOnlyList<RunStatus> runs)
    {
        writer.WriteStartArray();
        foreach (var run in runs)
            StatusJson.Write(writer, run);
        writer.WriteEndArray();
    }
}
