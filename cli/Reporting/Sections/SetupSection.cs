using Muster.Reports;

namespace Muster.Cli.Reporting.Sections;

/// <summary>What was run, and over what.</summary>
internal sealed class SetupSection : IReportSection
{
    private const int MostValues = 8;
    private const int MostCommandLetters = 8000;

    public string Id => "setup";

    public string Title => "What was run";

    public bool HasContent(ReportContent report) => report.Command is not null || report.Parameters.Count > 0;

    public void Write(Markup page, ReportContent report, TimeProvider clock)
    {
        if (report.Command is { } command)
            page.Line($"<h3>Command of each point</h3><pre>{PageText.Short(command.TrimEnd(), MostCommandLetters)}</pre>");
        if (report.Parameters.Count == 0)
            return;
        page.Line($"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Parameters\"><table><caption>Parameters</caption><thead><tr><th scope=\"col\">name</th><th scope=\"col\">values</th></tr></thead><tbody>");
        foreach (var parameter in report.Parameters)
            page.Line($"<tr><th scope=\"row\">{parameter.Name}</th><td>{Values(parameter)}{(parameter.IsMissing ? "; not in all points" : "")}</td></tr>");
        page.Line($"</tbody></table></div>");
    }

    private static string Values(ReportParameter parameter) => parameter switch
    {
        { Values: { Count: <= MostValues } values } => string.Join(", ", values.Select(value => PageText.Short(value, 80))),
        { Kind: ParameterKind.Number } => $"numbers from {Figures.Text(parameter.Min)} to {Figures.Text(parameter.Max)}",
        { Values: { } values } => $"{string.Join(", ", values.Take(MostValues).Select(value => PageText.Short(value, 80)))} and {values.Count - MostValues} more",
        _ => "many different texts",
    };
}
