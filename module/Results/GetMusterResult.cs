using System.Management.Automation;
using Muster.Cli;
using Muster.Cli.Results;
using Muster.Cli.Stores;
using Muster.Operations;
using Muster.PowerShell.Completers;
using Muster.PowerShell.Pipeline;
using Muster.PowerShell.Points;
using Muster.PowerShell.Views;
using Muster.Runs;

namespace Muster.PowerShell.Results;

/// <summary>
/// <c>Get-MusterResult</c>: the results of runs, an object per point: its index, its parameters, its metrics and how it ended are properties. All objects of a run have the same ones. A parameter or metric whose name
/// another property has is called param.NAME or metric.NAME.
/// </summary>
[Cmdlet(VerbsCommon.Get, "MusterResult", DefaultParameterSetName = "All")]
[OutputType(typeof(MusterResult), ParameterSetName = ["All", "Best"])]
[OutputType(typeof(MusterResultFile), ParameterSetName = ["File", "Job"])]
[OutputType(typeof(FileInfo), ParameterSetName = ["Job"])]
public sealed class GetMusterResult : PointCmdlet
{
    /// <summary>The metric that -Best compares, as the commands wrote it to their result files.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Best")]
    public string? Metric { get; set; }

    /// <summary>Only the points with the best values of -Metric, best first: with Min the least, with Max the greatest.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Best")]
    public Best? Best { get; set; }

    /// <summary>At most so many points of each run; left out: all, and 10 with -Best.</summary>
    [Parameter(ParameterSetName = "All")]
    [Parameter(ParameterSetName = "Best")]
    [ValidateRange(1, int.MaxValue)]
    public int? First { get; set; }

    /// <summary>Gives the result files of the points, which results.paths of the sweep names, in place of their results.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "File")]
    public SwitchParameter File { get; set; }

    /// <summary>Gives the result files of this job of the point, of its last attempt that succeeded.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Job", ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(JobCompleter))]
    public string? Job { get; set; }

    /// <summary>Copies the job's files to this directory, compares their SHA-256, and gives the copies.</summary>
    [Parameter(ParameterSetName = "Job")]
    public string? Destination { get; set; }

    internal override async Task ProcessAsync(StoreContext store, RunRecord run, ICmdletSink sink, CancellationToken cancel)
    {
        if (Job is not null)
        {
            if (IsFiltered)
                throw new UsageException("-Job gives the result files of one job of points that -Index names; leave out -State, -Where and -Parameter.");
            await new JobResultObjects(store, run, sink).GiveAsync(Query(), Job, Destination is null ? null : await sink.PathAsync(Destination), cancel);
            return;
        }

        var reader = await ResultReader.OpenAsync(store.Ports, run, cancel);
        if (File)
            await GiveFilesAsync(reader, store, run, sink, cancel);
        else if (Best is { } best)
            await GiveBestAsync(reader, new(Metric!, best, First ?? BestAnswer.UsualLimit), (store, run), sink, cancel);
        else
            await GiveAllAsync(reader, (store, run), sink, cancel);
        if (reader.Bad.Sentence is { } bad)
            sink.Warn(CmdletWords.Of(bad));
        if (Unreadable.Gone(reader) is { } gone)
            sink.Fail(ToldErrors.NotAvailable(gone, run.Id.Value));
    }

    private async Task GiveAllAsync(ResultReader reader, (StoreContext Store, RunRecord Run) of, ICmdletSink sink, CancellationToken cancel)
    {
        var (query, most) = (Query(), First ?? int.MaxValue);
        var objects = new ResultObjects(reader, await reader.MetricNamesAsync(query, most, cancel), of.Run, of.Store.Address.Text);
        await foreach (var row in reader.ReadAsync(query, cancel).Take(most).WithCancellation(cancel))
            sink.Write(objects.Of(row));
    }

    private async Task GiveBestAsync(ResultReader reader, BestQuery question, (StoreContext Store, RunRecord Run) of, ICmdletSink sink, CancellationToken cancel)
    {
        var best = await BestResults.FindAsync(reader, Query(), question, cancel);
        if (best.Considered == 0 && reader.Unreadable == 0 && reader.Bad.Sentence is null)
            throw BestAnswer.NoneHas(question.Metric, best);
        var objects = new ResultObjects(reader, best.Metrics, of.Run, of.Store.Address.Text);
        foreach (var row in best.Rows)
            sink.Write(objects.Of(row));
        if (BestAnswer.Compared(question.Metric, best) is { } compared)
            sink.Tell(compared);
    }

    private async Task GiveFilesAsync(ResultReader reader, StoreContext store, RunRecord run, ICmdletSink sink, CancellationToken cancel)
    {
        if (!reader.HasResultPaths)
            sink.Warn($"The sweep of run {run.Id} ({run.Name}) names no result files: it has no results.paths.");
        await foreach (var file in reader.FilesAsync(Query(), cancel))
            sink.Write(new MusterResultFile { Run = run.Id.Value, Index = file.Index, Path = file.Path, Store = store.Address.Text });
    }
}
