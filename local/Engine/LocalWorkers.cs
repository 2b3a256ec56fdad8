using System.Collections.Concurrent;
using Muster.Agent.Workers;
using Muster.Fleet;
using Muster.Graphs;
using Muster.Guards;
using Muster.Points;
using Muster.Resources;
using Muster.Retries;
using Muster.Runs;
using Muster.Workers;

namespace Muster.Local.Engine;

/// <summary>The workers in this process: begins them, and shares this machine between them.</summary>
internal sealed class LocalWorkers : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, LocalWorker> workers = new(StringComparer.Ordinal);
    private readonly EngineSetup setup;
    private readonly PointExecutors executors;
    private readonly MachineShares shares;
    private long started;

    /// <summary>No worker yet.</summary>
    /// <param name="setup">What they work with.</param>
    /// <param name="executors">What runs their points.</param>
    public LocalWorkers(EngineSetup setup, PointExecutors executors)
    {
        (this.setup, this.executors) = (setup, executors);
        shares = new(setup, () => workers.Values);
    }

    /// <summary>Called when a run's coordinator may want to look.</summary>
    public Action<RunId> Ring { get; init; } = static _ => { };

    /// <summary>How they were asked to end.</summary>
    public WorkerStop Stopping { get; private set; }

    /// <summary>Those that live.</summary>
    public IEnumerable<LocalWorker> All => workers.Values;

    /// <summary>Whether none lives.</summary>
    public bool IsEmpty => workers.IsEmpty;

    /// <summary>Those of a run that live.</summary>
    public IEnumerable<LocalWorker> Of(RunId run) => workers.Values.Where(worker => worker.Run == run);

    /// <summary>Whether the worker of an intent lives.</summary>
    public bool Has(IntentKey intent) => workers.ContainsKey(intent.ToString());

    /// <summary>What they all do.</summary>
    public WorkReading Work
    {
        get
        {
            var alive = workers.Values.ToList();
            return new(alive.Sum(worker => worker.Host.Figures.Running), Interlocked.Read(ref started) + alive.Sum(worker => worker.Host.Started));
        }
    }

    /// <summary>Shares the machine out anew.</summary>
    public void Share() => shares.Share();

    /// <summary>Begins a worker.</summary>
    /// <param name="intent">Its run and id.</param>
    /// <param name="work">What it works on.</param>
    /// <param name="place">Where it is, and since when.</param>
    public LocalWorker Begin(IntentKey intent, WorkerWork work, LocalPlace place)
    {
        LocalWorker? worker = null;
        var executor = executors.Make(intent.Token, work, text => { if (worker is not null) worker.Trouble = text; });
        var request = JobRoom.RequestOf(work.Spec, setup.Machine);
        // As many as the machine has: its grant says how many of them it may use, and may say another number later.
        var slots = Math.Max(SlotPlan.For(setup.Machine, request).Slots, 1);
        var rule = new RetryRule((attempt, charged) => RetryDecision.For(work.Spec.Retry, attempt, charged, setup.Chance).After);
        var host = new WorkerHost(
            new(new(work.Run.Id, intent.Token), work.Run.Round, new(place.Instance, place.Region, slots), rule, setup.Pace.Worker)
            {
                LaunchDelay = work.Spec.LaunchDelay, Joins = place.Joins, Lived = place.Lived,
            },
            setup.Store, executor, setup.Time);
        host.Share(0, null);
        worker = new(intent, work.Run, request, host);
        workers[intent.ToString()] = worker;
        host.Changed = figures => Changed(worker, figures);
        host.ChunkDone = () => Ring(work.Run.Id);
        host.Joined = () => Ring(work.Run.Id);
        shares.Share();
        _ = EndAsync(worker);
        return worker;
    }

    /// <summary>Asks all to end.</summary>
    public void Stop(WorkerStop how)
    {
        if (how > Stopping)
            Stopping = how;
        foreach (var worker in workers.Values)
            worker.Host.End(how);
    }

    /// <summary>The figures of a run's workers together.</summary>
    /// <param name="run">The run.</param>
    /// <param name="trouble">What hinders the run itself; null: nothing.</param>
    public RunFigures FiguresOf(RunId run, string? trouble)
    {
        var figures = new RunFigures(0, default, trouble);
        foreach (var worker in Of(run))
        {
            var now = worker.Host.Figures;
            figures = new(figures.Running + now.Running, figures.Ended + now.Ended, figures.Problem ?? worker.Trouble ?? now.Problem);
        }

        return figures;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Stop(WorkerStop.Now);
        await Task.WhenAll(workers.Values.Select(worker => worker.Gone.Task));
    }

    private async Task EndAsync(LocalWorker worker)
    {
        await worker.Host.Over;
        await CloseAsync(worker);
        Interlocked.Add(ref started, worker.Host.Started);
        workers.TryRemove(worker.Intent.ToString(), out _);
        worker.Gone.SetResult();
        Ring(worker.Run);
        shares.Share();
    }

    /// <summary>Closes what it has open. Files that cannot be closed or removed must not keep it among those that live: the engine waits for all of them.</summary>
    private static async Task CloseAsync(LocalWorker worker)
    {
        try
        {
            await worker.Host.DisposeAsync();
        }
        catch (Exception error) when (error is Agent.Output.OutputException or IOException or UnauthorizedAccessException)
        {
            worker.Trouble = error.Message;
        }
    }

    /// <summary>A worker that has the machine to itself has all that it can use: nothing is shared out for it at each of its points.</summary>
    private void Changed(LocalWorker worker, WorkerFigures figures)
    {
        if (workers.Count > 1 ? worker.IsNews(figures) : figures.Running + figures.Wanted > worker.Share)
            shares.Share();
    }
}

/// <summary>Where a worker of this process is.</summary>
/// <param name="Instance">The instance that it says it is on.</param>
/// <param name="Region">Its region.</param>
internal sealed record LocalPlace(string Instance, string Region)
{
    /// <summary>How long the machine had lived when the worker began, 0 or more; default zero.</summary>
    public TimeSpan Lived { get; init; }

    /// <summary>Whether the worker comes by itself, without having been launched; default false.</summary>
    public bool Joins { get; init; }
}

/// <summary>Figures of a run's workers at one moment.</summary>
/// <param name="Running">Points running.</param>
/// <param name="Ended">Points that ended with the workers that live.</param>
/// <param name="Problem">What hinders them; null: nothing.</param>
public sealed record RunFigures(int Running, PointCounts Ended, string? Problem);
