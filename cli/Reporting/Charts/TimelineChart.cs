using Muster.Cli.Rendering;
using Muster.Operations;
using Muster.Points;
using Muster.Reports;

namespace Muster.Cli.Reporting.Charts;

/// <summary>Draws each attempt as a bar on the line of its slot.</summary>
internal static class TimelineChart
{
    private const double LaneHeight = 22;
    private const double BarHeight = 16;

    public static void Write(Markup page, IReadOnlyList<AttemptAccount> attempts, DateTimeOffset until)
    {
        var lanes = attempts.Select(LaneOf).Distinct().Order().ToList();
        var from = attempts.Min(account => account.Of.Attempt.StartedAt);
        var to = attempts.Max(account => account.Of.Attempt.StartedAt + (account.Of.Attempt.Elapsed ?? TimeSpan.Zero));
        var scale = Scale.Between(0, Math.Max(((until > to ? until : to) - from).TotalSeconds, 0.001), unit: Unit.Seconds);
        var several = lanes.Select(lane => lane.Worker).Distinct(StringComparer.Ordinal).Skip(1).Any();
        var plot = Plot.Open(page, new(
            "Attempts on their slots", $"{Figures.Count(attempts.Count, "attempt")} on {Figures.Count(lanes.Count, "slot")}.", scale, "since the first start", several ? "worker and slot" : "slot")
        {
            Rows = [.. lanes.Select(lane => several ? $"{Tail(lane.Worker)} · {lane.Slot}" : $"{lane.Slot}")],
            Width = 960,
            Height = 68 + LaneHeight * lanes.Count,
        });
        foreach (var account in attempts)
            WriteBar(page, plot, account, (account.Of.Attempt.StartedAt - from, lanes.IndexOf(LaneOf(account))));
        plot.Close();
    }

    private static (string Worker, int Slot) LaneOf(AttemptAccount account) => (account.Of.Attempt.Worker ?? "", account.Of.Attempt.Slot);

    private static string Tail(string worker) => worker.Length <= 9 ? worker : $"…{worker[^8..]}";

    private static void WriteBar(Markup page, Plot plot, AttemptAccount account, (TimeSpan Start, int Lane) place)
    {
        var attempt = account.Of.Attempt;
        var left = plot.X(place.Start.TotalSeconds);
        var right = plot.X((place.Start + (attempt.Elapsed ?? TimeSpan.Zero)).TotalSeconds);
        page.Write($"<rect class=\"try {ClassOf(attempt)}\" x=\"{left}\" y=\"{plot.Row(place.Lane) - BarHeight / 2}\" width=\"{Math.Max(1.5, right - left - 0.5)}\" height=\"{BarHeight}\" rx=\"2\">");
        page.Line($"<title>point {account.Of.Index}, attempt {(long)attempt.Number}: {AttemptText.Of(attempt)}; {(attempt.Elapsed is { } took ? $"ran {Human.Span(took)}" : "nobody knows how long it ran")}</title></rect>");
    }

    /// <summary>The class of an attempt's end.</summary>
    public static string ClassOf(AttemptRecord attempt) => attempt switch
    {
        { End: AttemptEnd.Exited, ExitCode: 0 } => "ok",
        { End: AttemptEnd.Exited or AttemptEnd.Signalled or AttemptEnd.TimedOut or AttemptEnd.NotStarted } => "bad",
        { End: AttemptEnd.Cancelled or AttemptEnd.Interrupted or AttemptEnd.Lost } => "off",
        _ => throw new ArgumentOutOfRangeException(nameof(attempt), attempt.End, "An unknown end."),
    };
}
