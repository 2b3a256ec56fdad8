using Muster.Reports;

namespace Muster.Cli.Reporting;

/// <summary>A part of the page.</summary>
internal interface IReportSection
{
    /// <summary>Its place in the page's address, such as <c>timeline</c>.</summary>
    string Id { get; }

    /// <summary>Its heading.</summary>
    string Title { get; }

    /// <summary>Whether there is anything to tell.</summary>
    bool HasContent(ReportContent report);

    /// <summary>Writes what stands under the heading.</summary>
    void Write(Markup page, ReportContent report, TimeProvider clock);
}
