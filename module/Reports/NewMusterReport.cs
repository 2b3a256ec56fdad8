using System.Management.Automation;
using Muster.Cli;
using Muster.Cli.Rendering;
using Muster.Cli.Reporting;
using Muster.Cli.Stores;
using Muster.PowerShell.Pipeline;
using Muster.PowerShell.Runs;
using Muster.Reports;
using Muster.Runs;

namespace Muster.PowerShell.Reports;

/// <summary>
/// <c>New-MusterReport</c>: writes one HTML page about a run, which opens anywhere and needs no network: progress, timeline, metrics against parameters, distributions, slowest and failed points. Gives the file.
/// </summary>
[Cmdlet(VerbsCommon.New, "MusterReport", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(FileInfo))]
public sealed class NewMusterReport : RunCmdlet
{
    /// <summary>The file to write, or a directory in which it gets its usual name. Left out: NAME-ID.html in the current location. A file that is there is replaced.</summary>
    [Parameter(Position = 1)]
    public string? Path { get; set; }

    internal override async Task ProcessAsync(StoreContext store, RunRecord run, ICmdletSink sink, CancellationToken cancel)
    {
        var named = await sink.PathAsync(Path ?? ".");
        var path = Directory.Exists(named) ? System.IO.Path.Join(named, ReportFile.NameOf(run)) : named;
        if (!await sink.MayAsync(path, $"{(File.Exists(path) ? "Replace by" : "Write")} a report of {Human.Count(run.PointCount, "point")} of run {run.Id} ({run.Name})"))
            return;
        var reader = new ReportReader(store.Ports);
        var report = await reader.ReadAsync(run.Id, cancel);
        ReportFile.Replace(path, writer => ReportPage.Write(writer, report, store.Ports.Time));
        sink.Write(new FileInfo(path));
        if (reader.Unreadable > 0)
            sink.Fail(ToldErrors.NotAvailable(report.Troubles[^1], run.Id.Value));
    }
}
