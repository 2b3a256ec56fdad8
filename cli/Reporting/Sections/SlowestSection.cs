using Muster.Cli.Rendering;
using Muster.Operations;
using Muster.Reports;

namespace Muster.Cli.Reporting.Sections;

/// <summary>The attempts that took longest.</summary>
internal sealed class SlowestSection : IReportSection
{
    public string Id => "slowest";

    public string Title => "Slowest attempts";

    public bool HasContent(ReportContent report) => report.Slowest.Count > 0;

    public void Write(Markup page, ReportContent report, TimeProvider clock)
    {
        var columns = Column.All.Where(column => report.Slowest.Any(column.IsKnown)).ToList();
        page.Line($"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Slowest attempts\"><table class=\"sortable\"><caption>The {Figures.Count(report.Slowest.Count, "attempt")} that ran longest</caption><thead><tr>");
        foreach (var column in columns)
            page.Write($"<th scope=\"col\"{column.Class}>{column.Name}</th>");
        foreach (var parameter in report.Drawn)
            page.Write($"<th scope=\"col\"{ParameterCells.Class(parameter)}>{parameter.Name}</th>");
        page.Line($"</tr></thead><tbody>");
        foreach (var slow in report.Slowest)
        {
            page.Write($"<tr>");
            foreach (var column in columns)
                column.Write(page, slow);
            foreach (var parameter in report.Drawn)
                page.Write($"<td{ParameterCells.Class(parameter)}>{ParameterCells.Text(slow.Row, parameter.Name)}</td>");
            page.Line($"</tr>");
        }

        page.Line($"</tbody></table></div>");
    }

    /// <summary>A column that tells of an attempt; one of which nothing is known is left out.</summary>
    private sealed record Column(string Name, Action<Markup, SlowAttempt> Write, bool IsNumber = true)
    {
        public static IReadOnlyList<Column> All { get; } =
        [
            new("run time", (page, slow) => page.Write($"{Cells.Span(slow.Account.Of.Attempt.Elapsed)}")),
            new("CPU time", (page, slow) => page.Write($"{Cells.Span(slow.Account.Of.Attempt.CpuTime)}")) { IsKnown = slow => slow.Account.Of.Attempt.CpuTime is not null },
            new("peak memory", (page, slow) => page.Write($"{Cells.Bytes(slow.Account.Of.Attempt.PeakMemoryBytes)}")) { IsKnown = slow => slow.Account.Of.Attempt.PeakMemoryBytes is not null },
            new("point", (page, slow) => page.Write($"<td class=\"n\">{slow.Account.Of.Index}</td>")),
            new("attempt", (page, slow) => page.Write($"<td class=\"n\">{(long)slow.Account.Of.Attempt.Number}</td>")),
            new("end", (page, slow) => page.Write($"<td>{AttemptText.Of(slow.Account.Of.Attempt with { Note = null })}</td>"), IsNumber: false),
        ];

        public Func<SlowAttempt, bool> IsKnown { get; init; } = _ => true;

        public TrustedMarkup Class => IsNumber ? Cells.Number : default;
    }
}

/// <summary>Cells whose text is for people; what they are sorted by stands beside it.</summary>
internal static class Cells
{
    /// <summary>A duration; empty where it is not known.</summary>
    public static TrustedMarkup Span(TimeSpan? span) => span is { } known ? Of(known.TotalSeconds, Figures.Text(known.TotalSeconds, Unit.Seconds)) : Unknown;

    /// <summary>An amount of memory, likewise.</summary>
    public static TrustedMarkup Bytes(long? bytes) => bytes is { } known ? Of(known, Human.Bytes(known)) : Unknown;

    /// <summary>The class of numbers, which stand at the right.</summary>
    public static TrustedMarkup Number { get; } = new(" class=\"n\"");

    private static readonly TrustedMarkup Unknown = new("<td class=\"n\"></td>");

    private static TrustedMarkup Of(double number, string text) =>
        new(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"<td class=\"n\" data-sort=\"{number:R}\">{text}</td>"));
}
