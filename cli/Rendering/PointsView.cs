using Muster.Operations;
using Muster.Points;
using Muster.Sweeps;

namespace Muster.Cli.Rendering;

/// <summary>A page of points.</summary>
/// <param name="Limit">Most points, 1 or more.</param>
/// <param name="Next">The command that shows the page from an index on.</param>
internal sealed record PointsPage(int Limit, Func<long, string> Next)
{
    /// <summary>Tells which of a point's jobs failed, runs or waits, in a few words; null: points have no jobs.</summary>
    public Func<PointView, Task<string?>>? JobOf { get; init; }
}

/// <summary>Shows points.</summary>
internal static class PointsView
{
    private const int FlushBytes = 1 << 16;

    /// <summary>As a table of at most so many points.</summary>
    public static async Task WriteAsync(CommandContext context, IAsyncEnumerable<PointView> points, PointSource source, PointsPage page)
    {
        var jobs = page.JobOf is null ? Array.Empty<Column>() : [new("JOB", Least: 12)];
        var table = new Table([
            new("INDEX", IsNumber: true), new("STATE"), new("TRIES", IsNumber: true), new("EXIT"), .. jobs, new("TIME", IsNumber: true), new("MEMORY", IsNumber: true), new("PARAMETERS", Least: 16),
        ]);
        long? next = null;
        await foreach (var point in points)
        {
            if (table.Count == page.Limit)
            {
                next = point.Index;
                break;
            }

            table.Add([
                $"{point.Index}",
                State(point, context),
                point.Entry.Attempts.Count > 0 ? $"{point.Entry.Attempts.Count}" : "",
                Exit(point.Entry.Last),
                .. page.JobOf is { } jobOf ? new[] { await jobOf(point) } : [],
                point.Entry.Last?.Elapsed is { } elapsed ? Human.Span(elapsed) : "",
                point.Entry.Last?.PeakMemoryBytes is { } bytes ? Human.Bytes(bytes) : "",
                string.Join(' ', source[point.Index].Parameters.Select(parameter => $"{parameter.Name}={parameter.Value.Text}")),
            ]);
        }

        if (table.Count == 0)
            context.Say("No such points.");
        else
            table.Write(context.Out, context.Screen);
        if (next is { } from)
            context.Say($"There are more: {page.Next(from)}");
    }

    /// <summary>As a JSON list, written while it is read.</summary>
    public static async Task WriteJsonAsync(CommandContext context, IAsyncEnumerable<PointView> points, PointSource source)
    {
        await using (var writer = context.OpenJson())
        {
            writer.WriteStartArray();
            await foreach (var point in points)
            {
                PointJson.Write(writer, point, source[point.Index].Parameters);
                if (writer.BytesPending > FlushBytes)
                    await writer.FlushAsync();
            }

            writer.WriteEndArray();
        }

        context.OutBytes.WriteByte((byte)'\n');
    }

    private static string State(PointView point, CommandContext context)
    {
        var state = SnakeCase.Of(point.Standing.ToString());
        return point is { Standing: PointStanding.Pending, Entry.NotBefore: { } until } && until > context.Time.GetUtcNow()
            ? $"{state} until {Human.Time(until, context.Time)[11..]}"
            : state;
    }

    /// <summary>How the last attempt ended, in a word.</summary>
    public static string Exit(AttemptRecord? last) => last?.End switch
    {
        null => "",
        AttemptEnd.Exited => $"{last.ExitCode}",
        AttemptEnd.Signalled => $"signal {last.Signal}",
        AttemptEnd.TimedOut => "timeout",
        AttemptEnd.Cancelled => "cancelled",
        AttemptEnd.Interrupted => "interrupted",
        AttemptEnd.Lost => "lost",
        AttemptEnd.NotStarted => "not started",
        _ => throw new ArgumentOutOfRangeException(nameof(last), last.End, "An unknown end."),
    };
}
