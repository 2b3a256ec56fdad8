using Muster.Cli.Jobs;
using Muster.Cli.Stores;
using Muster.Cli.Watching;
using Muster.Coordination;
using Muster.Jobs;
using Muster.Operations;
using Muster.Runs;

namespace Muster.Cli.Waiting;

/// <summary>Waits for a run without ever becoming its engine, and gives its progress as figures: an engine without a terminal is started if none is alive.</summary>
/// <param name="store">The run's store.</param>
/// <param name="time">The clocks.</param>
/// <param name="show">Is told how far it is, at the start and whenever that changes.</param>
/// <param name="tell">Is told what people should know.</param>
internal sealed class FollowedRun(StoreContext store, TimeProvider time, Action<ProgressFacts> show, Action<string> tell)
{
    private readonly RateMeter meter = new(TimeSpan.FromSeconds(5));
    private readonly ShownReason reasons = new(time);
    private readonly OnlyJobs jobs = new(store.Ports);
    private bool isShown;

    /// <summary>How far the jobs of the run's only point are; null: it has several points, or no jobs.</summary>
    public JobProgress? Jobs { get; private set; }

    /// <summary>Waits.</summary>
    /// <param name="run">The run.</param>
    /// <param name="most">How long; null: without end.</param>
    /// <param name="cancel">Ends the wait; the run goes on.</param>
    /// <returns>How it ended, or stood when time was up.</returns>
    public async Task<RunStatus> WaitAsync(RunRecord run, TimeSpan? most, CancellationToken cancel)
    {
        if (run.WantsWork)
            await EnsureEngineAsync(run, cancel);
        return await new RunWait(store.Ports).WaitAsync(run.Id, most, seen => Show(seen, cancel), seen => JobsAsync(seen, cancel), cancel);
    }

    private async Task<string?> JobsAsync(RunStatus status, CancellationToken cancel)
    {
        Jobs = await jobs.ProgressAsync(status, cancel);
        return Jobs is null ? null : string.Join(' ', [$"{Jobs.Ended} {Jobs.Failed}", .. Jobs.Running, "again", .. Jobs.Again]);
    }

    private void Show(RunStatus status, CancellationToken cancel)
    {
        if (status.Run.HasEnded)
            return;
        if (isShown && status is { Run.WantsWork: true, Reason.Cause: WaitCause.Engine })
            _ = EnsureEngineAsync(status.Run, cancel);
        isShown = true;
        var rate = meter.Sample(time.GetElapsedTime(0), status.Counts.Ended);
        show(new(status.Run.Name, status.Run.PointCount, status.Counts.Ended, status.Counts.Failed, status.Running ?? 0, rate, reasons.Of(status)) { Jobs = Jobs });
    }

    private async Task EnsureEngineAsync(RunRecord run, CancellationToken cancel)
    {
        if (await store.EnsureEngine(run, cancel) is { } problem)
            tell($"No engine could be started. {problem}");
    }
}
