using Muster.Cli.Rendering;
using Muster.Cli.Stores;
using Muster.Jobs;
using Muster.Operations;
using Muster.Outputs;
using Muster.Runs;
using Muster.Sweeps;

namespace Muster.Cli.Watching;

/// <summary>Watches where a run stands until it ends. It only looks: it never runs points.</summary>
/// <param name="context">The command's world.</param>
/// <param name="store">The store.</param>
/// <param name="jobsReader">Reads the run's jobs.</param>
internal sealed class StatusWatch(CommandContext context, StoreContext store, RunJobsReader jobsReader)
{
    private const int MostFailures = 3;
    private readonly StatusReader reader = new(store.Ports);
    private readonly RateMeter meter = new(TimeSpan.FromSeconds(10));
    private readonly WatchedStatusView view = new(context.Time);
    private (long Failed, IReadOnlyList<PointView> Points) failures = (0, []);
    private PointSource? points;

    /// <summary>How it stood last.</summary>
    public RunStatus? Last { get; private set; }

    /// <summary>Watches.</summary>
    /// <param name="run">The run.</param>
    /// <param name="every">How often; null: the usual.</param>
    /// <param name="json">Whether the answer is a line of JSON for each change.</param>
    /// <returns>Whether the run ended; else somebody interrupted.</returns>
    public async Task<bool> RunAsync(RunRecord run, TimeSpan? every, bool json)
    {
        points = await PointsAsync(run);
        var least = store.Pace.StatusEvery;
        return await new WatchLoop(context, new(every, least, IsDrawn: !json)).RunAsync(cancel => LookAsync(run.Id, json, cancel));
    }

    private async Task<WatchFrame> LookAsync(RunId id, bool json, CancellationToken cancel)
    {
        var status = await reader.ReadAsync(id, cancel);
        var failed = status.Counts.Failed;
        if (failed != failures.Failed)
            failures = (failed, await new RecentFailures(store.Ports).FindAsync(status.Run, MostFailures, cancel));
        var jobs = await jobsReader.ReadAsync(status, cancel);
        var watched = new WatchedStatus(status, meter.Sample(context.Time.GetElapsedTime(0), status.Counts.Ended), RunningOf(status), failures.Points) { Parameters = ParametersOf, Jobs = jobs };
        Last = status;
        return new(screen => view.Draw(watched, screen), () => Write(status, jobs, json), (StateOf(status), StateOf(jobs)), status.Run.HasEnded);
    }

    private void Write(RunStatus status, RunJobs? jobs, bool json)
    {
        if (json)
        {
            context.WriteJsonLine(writer => StatusJson.Write(writer, status, jobs));
            return;
        }

        StatusView.Write(context, status, jobs);
        if (!status.Run.HasEnded)
            context.Out.WriteLine();
    }

    /// <summary>What runs on this machine, under an engine that lives: what a killed one left in its journals does not run.</summary>
    private IReadOnlyList<LiveAttempt> RunningOf(RunStatus status) => status.IsLocked && status.Workers is { Count: > 0 } workers
        ? [.. store.Ports.Outputs.ListRunning(status.Run.Id).Where(live => workers.Any(worker => worker.Key.Worker == live.Worker)).OrderBy(live => live.StartedAt)]
        : [];

    private string ParametersOf(long index) => points is null
        ? ""
        : Table.Clean(string.Join(' ', points[index].Parameters.Select(parameter => $"{parameter.Name}={parameter.Value.Text}")));

    /// <summary>The points; null when their spec is gone: then all else can still be watched.</summary>
    private async Task<PointSource?> PointsAsync(RunRecord run)
    {
        try
        {
            return (await SpecBlobs.LoadAsync(store.Ports.Blobs, run, context.Cancel)).Points;
        }
        catch (SpecGoneException)
        {
            return null;
        }
    }

    private static object StateOf(RunStatus status) =>
        (status.State, status.Counts, status.Running, status.Reason?.Cause, status.Reason?.Text, status.Reason?.NextTry,
            string.Join(' ', (status.Workers ?? []).Select(worker => $"{worker.Key.Worker}:{worker.Slots}:{worker.Running}:{worker.Problem}")));

    private static string StateOf(RunJobs? jobs) => string.Join(' ', (jobs?.Told ?? []).Select(told => $"{told.Point}:{told.Job.Place}:{told.Job.State}:{told.Job.Number}:{told.Job.NextTry:O}"));
}
