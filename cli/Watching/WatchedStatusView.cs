using Muster.Cli.Jobs;
using Muster.Cli.Rendering;
using Muster.Jobs;
using Muster.Operations;
using Muster.Runs;

namespace Muster.Cli.Watching;

/// <summary>Draws a run that is watched, for a terminal of any size: lines are wrapped at words, and of tables and lists what does not fit is marked.</summary>
internal sealed class WatchedStatusView(TimeProvider clock)
{
    private const int Indent = 12;
    private const int MostRunning = 10;
    private const int LongestBar = 40;
    private const int ShortestBar = 10;

    /// <summary>The lines.</summary>
    public IReadOnlyList<string> Draw(WatchedStatus watched, Screen screen)
    {
        var width = screen.Width ?? int.MaxValue;
        var title = StatusView.Title(watched.Status, screen with { HasColor = false });
        var lines = new List<string>();
        if (TextWidth.Of(title) <= width)
            lines.Add(StatusView.Title(watched.Status, screen)); // colours take no columns
        else
            lines.AddRange(TextWidth.Wrap(title, width, 2));
        lines.AddRange(Progress(watched, width));
        lines.AddRange(Rest(watched.Status, watched.Jobs, screen, width));
        lines.AddRange(Running(watched, width));
        lines.AddRange(Failures(watched, width));
        if (watched.Jobs is { } jobs)
            lines.AddRange(JobsView.Lines(clock, screen with { KeepsRows = true }, jobs, screen.Height - lines.Count).Select(line => TextWidth.Clip(line, width)));
        return lines;
    }

    private static IEnumerable<string> Progress(WatchedStatus watched, int width)
    {
        var (run, ended) = (watched.Status.Run, watched.Status.Counts.Ended);
        var figures = ProgressLine.Plain(new(run.Name, run.PointCount, ended, 0, 0, run.HasEnded ? null : watched.PerSecond, null));
        var room = Math.Min(LongestBar, width - TextWidth.Of(figures) - 4);
        var isBeside = room >= ShortestBar;
        if (!isBeside)
            room = Math.Min(LongestBar, width - 2);
        var filled = run.PointCount == 0 ? room : (int)(room * ((double)ended / run.PointCount));
        var bar = room < 1 ? "" : $"[{new string('#', filled)}{new string('.', room - filled)}]";
        return isBeside ? [$"{bar}  {figures}"] : [bar, .. TextWidth.Wrap(figures, width, 0)];
    }

    private List<string> Rest(RunStatus status, RunJobs? jobs, Screen screen, int width)
    {
        using var text = new StringWriter { NewLine = "\n" };
        StatusView.WriteRest(text, clock, screen with { KeepsRows = true }, status, jobs);
        var lines = text.ToString().TrimEnd('\n').Split('\n');
        var table = Array.IndexOf(lines, "");
        return
        [
            .. lines.Take(table < 0 ? lines.Length : table).SelectMany(line => TextWidth.Wrap(line, width, Indent)),
            .. table < 0 ? [] : lines.Skip(table).Select(line => TextWidth.Clip(line, width)),
        ];
    }

    private IEnumerable<string> Running(WatchedStatus watched, int width)
    {
        if (watched.Running.Count == 0)
            return [];
        var lines = watched.Running.Take(MostRunning).Select(live =>
            $"  [{live.Index}] {(live.Number > 1 ? $"attempt {live.Number}, " : "")}for {Human.Span(Since(live.StartedAt))}  {watched.Parameters(live.Index)}");
        var more = watched.Running.Count > MostRunning ? new[] { $"  and {watched.Running.Count - MostRunning} more" } : [];
        return [.. new[] { "", "  RUNNING HERE" }.Concat(lines).Concat(more).Select(line => TextWidth.Clip(line.TrimEnd(), width))];
    }

    private IEnumerable<string> Failures(WatchedStatus watched, int width) => watched.Failures.Count == 0 ? [] :
    [
        .. new[] { "", "  FAILED LAST" }
            .Concat(watched.Failures.Select(point =>
                $"  [{point.Index}] {(point.Entry.Last is { } last ? AttemptText.Of(last) : "failed")}{(point.EndedAt is { } ended ? $", {Human.Ago(ended, clock.GetUtcNow())}" : "")}  {watched.Parameters(point.Index)}"))
            .Select(line => TextWidth.Clip(Table.Clean(line.TrimEnd()), width)),
    ];

    private TimeSpan Since(DateTimeOffset start) => clock.GetUtcNow() is var now && now > start ? now - start : TimeSpan.Zero;
}
