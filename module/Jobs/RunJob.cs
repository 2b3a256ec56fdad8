using System.Management.Automation;
using Muster.Cli.Stores;
using Muster.Operations;
using Muster.PowerShell.Pipeline;
using Muster.PowerShell.Waiting;
using Muster.Runs;

namespace Muster.PowerShell.Jobs;

/// <summary>
/// A job of PowerShell that waits for runs. The runs are in their store, so that a session that ends loses only the job. <c>Stop-Job</c> cancels the runs; so does
/// <c>Remove-Job -Force</c> of a job that is still going, since PowerShell stops it first.
/// </summary>
public sealed class RunJob : Job
{
    private readonly CancellationTokenSource stop = new();
    private readonly IReadOnlyList<(StoreContext Store, RunRecord Run)> runs;
    private Task work = Task.CompletedTask;

    private RunJob(string command, string name, IReadOnlyList<(StoreContext Store, RunRecord Run)> runs) : base(command, name)
    {
        (this.runs, PSJobTypeName) = (runs, "MusterRun");
        Location = string.Join(", ", runs.Select(run => run.Store.Address.Text).Distinct(StringComparer.Ordinal));
    }

    /// <summary>The ids of the runs.</summary>
    public string[] Run => [.. runs.Select(run => run.Run.Id.Value)];

    /// <inheritdoc />
    public override bool HasMoreData => Output.Count + Error.Count + Warning.Count > 0;

    /// <inheritdoc />
    public override string Location { get; }

    /// <inheritdoc />
    public override string StatusMessage => Progress.LastOrDefault()?.StatusDescription ?? "";

    /// <summary>Starts a job and gives it to the session.</summary>
    /// <param name="cmdlet">The cmdlet that was called.</param>
    /// <param name="runs">The runs; the job opens their stores for itself.</param>
    /// <param name="order">How they are waited for.</param>
    /// <param name="sink">The cmdlet's sink.</param>
    internal static Task<RunJob> StartAsync(PSCmdlet cmdlet, IReadOnlyList<(StoreContext Store, RunRecord Run)> runs, WaitOrder order, ICmdletSink sink) => sink.AskAsync(() =>
    {
        var own = runs.Select(run => run.Store.Address).DistinctBy(address => address.Text).ToDictionary(address => address.Text, address => OpenStores.OrMake(address, Environment.GetEnvironmentVariable), StringComparer.Ordinal);
        var job = new RunJob(cmdlet.MyInvocation.Line.Trim(), string.Join(", ", runs.Select(run => run.Run.Name)), [.. runs.Select(run => (own[run.Store.Address.Text], run.Run))]);
        cmdlet.JobRepository.Add(job);
        job.Begin(order);
        return job;
    });

    /// <inheritdoc />
    public override void StopJob()
    {
        SetJobState(JobState.Stopping);
        stop.Cancel();
        work.GetAwaiter().GetResult();
        Task.Run(CancelRunsAsync).GetAwaiter().GetResult();
        SetJobState(JobState.Stopped);
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            stop.Cancel();
            _ = work.ContinueWith(_ => Close(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        base.Dispose(disposing);
    }

    private void Begin(WaitOrder order)
    {
        SetJobState(JobState.Running);
        work = Task.Run(() => WorkAsync(order));
    }

    private async Task WorkAsync(WaitOrder order)
    {
        var sink = new JobSink(this);
        try
        {
            await new RunsWait(runs, order, sink).RunAsync(stop.Token);
            SetJobState(sink.HasFailed ? JobState.Failed : JobState.Completed);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopped, or disposed of: whoever did it says what becomes of it.
        }
        catch (Exception error)
        {
            sink.Fail(CmdletErrors.Of(error));
            SetJobState(JobState.Failed);
        }
    }

    private async Task CancelRunsAsync()
    {
        foreach (var (store, run) in runs)
        {
            try
            {
                await new RunCancel(store.Ports.Store, store.Ports.Time).CancelAsync(run.Id);
            }
            catch (Exception error)
            {
                Error.Add(PipelineSink.RecordOf(CmdletErrors.Of(error, run.Id.Value)));
            }
        }
    }

    private void Close()
    {
        foreach (var store in runs.Select(run => run.Store).Distinct())
            store.Dispose();
        stop.Dispose();
    }
}
