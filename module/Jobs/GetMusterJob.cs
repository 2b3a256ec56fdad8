using System.Management.Automation;
using Muster.Cli.Jobs;
using Muster.Cli.Stores;
using Muster.Graphs;
using Muster.Jobs;
using Muster.Operations;
using Muster.Outputs;
using Muster.PowerShell.Pipeline;
using Muster.PowerShell.Points;
using Muster.PowerShell.Views;
using Muster.Runs;

namespace Muster.PowerShell.Jobs;

/// <summary><c>Get-MusterJob</c>: the jobs of points of runs that run a job graph, in the order in which they run.</summary>
[Cmdlet(VerbsCommon.Get, "MusterJob")]
[OutputType(typeof(MusterJob))]
public sealed class GetMusterJob : RunJobCmdlet
{
    /// <summary>Only jobs in one of these states.</summary>
    [Parameter]
    public Graphs.JobState[] State { get; set; } = [];

    internal override async Task ProcessAsync(StoreContext store, RunRecord run, ICmdletSink sink, CancellationToken cancel)
    {
        var query = new PointQuery { Indexes = Runs.IndexText.Read(Index) };
        var graph = await JobReader.GraphAsync(store.Ports.Blobs, run, cancel);
        var places = JobOptions.PlacesOf(run, graph, Job.Length == 0 ? null : Job);
        var (status, reader) = (await new StatusReader(store.Ports).ReadAsync(run.Id, cancel), new JobReader(store.Ports));
        await foreach (var point in new PointList(store.Ports).ReadAsync(status.Run, query, cancel))
        {
            var jobs = await reader.ReadAsync(status, graph, point, cancel);
            if (jobs.Problem is { } problem)
                sink.Fail(ToldErrors.NotAvailable(problem, $"{run.Id} {point.Index}"));
            foreach (var job in places.Where(_ => jobs.Problem is null).Select(place => jobs.Jobs[place]).Where(job => State.Length == 0 || State.Contains(job.State)))
                sink.Write(new MusterJob(jobs, job, store.Address.Text));
        }
    }
}
