using System.Management.Automation;
using Muster.Cli.Jobs;
using Muster.Cli.Results;
using Muster.Cli.Stores;
using Muster.Jobs;
using Muster.Operations;
using Muster.PowerShell.Pipeline;
using Muster.PowerShell.Views;
using Muster.Runs;
using Muster.Sets;

namespace Muster.PowerShell.Results;

/// <summary>Gives the result files of jobs, or copies them.</summary>
/// <param name="store">The store.</param>
/// <param name="run">The run.</param>
/// <param name="sink">Where to.</param>
internal sealed class JobResultObjects(StoreContext store, RunRecord run, ICmdletSink sink)
{
    /// <summary>Of a job of some points.</summary>
    /// <param name="query">Which points; none named: the only one.</param>
    /// <param name="job">The job's id.</param>
    /// <param name="destination">The directory to copy to; null: the files are only listed.</param>
    /// <param name="cancel">Ends the call.</param>
    public async Task GiveAsync(PointQuery query, string job, string? destination, CancellationToken cancel)
    {
        var graph = await JobReader.GraphAsync(store.Ports.Blobs, run, cancel);
        var (place, reader) = (NoSuchJobException.Find(run, graph, job), new JobResultReader(store.Ports, run, graph));
        var points = query.Indexes ?? IndexSet.Of([JobOptions.PointOf(run, null, $"Get-MusterResult RUN -Index N -Job {job}")]);
        foreach (var index in points.Members)
        {
            await MusterCmdlet.EachAsync(sink, $"{run.Id} {index}", async () =>
            {
                var results = await reader.ReadAsync(index, place, cancel);
                if (destination is null)
                    Give(reader, results);
                else
                    await CopyAsync(reader, results, points.Count == 1 ? destination : Path.Join(destination, $"{index}"), cancel);
            });
        }
    }

    private void Give(JobResultReader reader, JobResults results)
    {
        foreach (var file in results.Files)
        {
            sink.Write(new MusterResultFile
            {
                Run = run.Id.Value,
                Index = results.Of.Index,
                Job = results.Of.Job,
                Path = file.Path,
                Length = file.Length,
                Sha256 = file.Sha256,
                Uri = reader.UriOf(file).ToString(),
                Store = store.Address.Text,
            });
        }
    }

    private async Task CopyAsync(JobResultReader reader, JobResults results, string directory, CancellationToken cancel)
    {
        await foreach (var file in new JobFileCopy(reader, directory).RunAsync(results, cancel))
        {
            if (file.Problem is { } problem)
                sink.Fail(ToldErrors.NotCopied(file.File.Path, problem));
            else
                sink.Write(new FileInfo(file.Path));
        }
    }
}
