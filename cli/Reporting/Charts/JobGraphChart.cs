using System.Globalization;
using Muster.Cli.Rendering;
using Muster.Graphs;
using Muster.Jobs;
using Muster.Reports;

namespace Muster.Cli.Reporting.Charts;

/// <summary>Draws a job graph from left to right: each outcome has its shape, mark, word and colour. It keeps its size, so that it can be read, and is scrolled.</summary>
internal static class JobGraphChart
{
    private const double NodeWidth = 204;
    private const double NodeHeight = 44;
    private const double LevelWidth = NodeWidth + 56;
    private const double RowHeight = NodeHeight + 16;
    private const double Margin = 10;
    private const int MostLetters = 24;

    /// <summary>Draws it.</summary>
    public static void Write(Markup page, ReportJobs jobs, GraphLayout layout, DateTimeOffset now)
    {
        var (width, height) = (2 * Margin + layout.Levels * LevelWidth - (LevelWidth - NodeWidth), 2 * Margin + layout.Rows * RowHeight - (RowHeight - NodeHeight));
        var (title, desc) = (page.NextId(), page.NextId());
        page.Write($"<svg class=\"graph\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"{title} {desc}\">");
        page.Line($"<title id=\"{title}\">The job graph</title><desc id=\"{desc}\">{Figures.Count(layout.Nodes.Count, "job")} in {Figures.Count(layout.Levels, "level")}: {JobSentences.Counts(jobs.Point.Jobs)}. The table below tells the same.</desc>");
        var places = layout.Nodes.ToDictionary(node => node.Job, node => (X: Left(node.Level), Y: Middle(node.Row)));
        foreach (var edge in layout.Edges)
            page.Line($"<path class=\"edge\" d=\"{Path(places[edge.From], edge.Via, places[edge.To])}\"/>");
        foreach (var node in layout.Nodes)
            WriteNode(page, jobs.Point.Jobs[node.Job], places[node.Job], now);
        page.Line($"</svg>");
    }

    private static void WriteNode(Markup page, JobView job, (double X, double Y) at, DateTimeOffset now)
    {
        var name = StateWords.ClassOf(job.State);
        page.Write($"<g><title>{job.Spec.Id}: {JobWords.Of(job, now)}</title><path class=\"node {name}\" d=\"{new TrustedMarkup(Shape(job.State, (at.X, at.Y - NodeHeight / 2), (NodeWidth, NodeHeight)))}\"/>");
        page.Write($"<text x=\"{at.X + 14}\" y=\"{at.Y - 4}\">{PageText.Short(job.Spec.Id, MostLetters)}</text>");
        page.Line($"<text class=\"word {name}\" x=\"{at.X + 14}\" y=\"{at.Y + 13}\">{StateWords.MarkOf(job.State)} {JobWords.Short(job, now)}</text></g>");
    }

    /// <summary>A swatch with the shape of a state, for the key.</summary>
    public static TrustedMarkup Key(JobState state) => new(
        $"<span><svg class=\"graph swatch\" viewBox=\"0 0 64 32\" aria-hidden=\"true\"><path class=\"node {StateWords.ClassOf(state)}\" d=\"{Shape(state, (2, 2), (60, 28))}\"/></svg> {StateWords.MarkOf(state)} {JobSentences.Word(state)}</span> ");

    private static double Left(int level) => Margin + level * LevelWidth;

    private static double Middle(double row) => Margin + row * RowHeight + NodeHeight / 2;

    /// <summary>Curves from place to place; through the levels that it passes it runs level.</summary>
    private static TrustedMarkup Path((double X, double Y) from, IReadOnlyList<(int Level, double Row)> via, (double X, double Y) to)
    {
        var (x, y) = (from.X + NodeWidth, from.Y);
        var path = $"M{Text(x)} {Text(y)}";
        foreach (var pass in via)
        {
            path += Curve(x, y, Left(pass.Level), Middle(pass.Row)) + $"H{Text(Left(pass.Level) + NodeWidth)}";
            (x, y) = (Left(pass.Level) + NodeWidth, Middle(pass.Row));
        }

        return new(path + Curve(x, y, to.X, to.Y));
    }

    private static string Curve(double fromX, double fromY, double toX, double toY)
    {
        var middle = Text((fromX + toX) / 2);
        return $"C{middle} {Text(fromY)} {middle} {Text(toY)} {Text(toX)} {Text(toY)}";
    }

    private static string Shape(JobState state, (double X, double Y) at, (double Width, double Height) size)
    {
        var (x, y, right, bottom, middle) = (at.X, at.Y, at.X + size.Width, at.Y + size.Height, at.Y + size.Height / 2);
        return state switch
        {
            JobState.Succeeded => $"M{Text(x + 12)} {Text(y)}H{Text(right - 12)}q12 0 12 12V{Text(bottom - 12)}q0 12 -12 12H{Text(x + 12)}q-12 0 -12 -12V{Text(y + 12)}q0 -12 12 -12z",
            JobState.Failed => $"M{Text(x + 12)} {Text(y)}H{Text(right - 12)}L{Text(right)} {Text(y + 12)}V{Text(bottom - 12)}L{Text(right - 12)} {Text(bottom)}H{Text(x + 12)}L{Text(x)} {Text(bottom - 12)}V{Text(y + 12)}z",
            JobState.Running => $"M{Text(x)} {Text(y)}H{Text(right - 12)}L{Text(right)} {Text(middle)}L{Text(right - 12)} {Text(bottom)}H{Text(x)}z",
            JobState.Pending => $"M{Text(x)} {Text(y)}H{Text(right)}V{Text(bottom)}H{Text(x)}z",
            JobState.Skipped => $"M{Text(x + 10)} {Text(y)}H{Text(right)}L{Text(right - 10)} {Text(bottom)}H{Text(x)}z",
            JobState.Cancelled => $"M{Text(x)} {Text(y)}H{Text(right - 14)}L{Text(right)} {Text(y + 14)}V{Text(bottom)}H{Text(x)}z",
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, "An unknown job state."),
        };
    }

    private static string Text(double number) => Math.Round(number, 1).ToString("0.#", CultureInfo.InvariantCulture);
}
