using System.Collections.Concurrent;
using Muster.Agent.Graphs;
using Muster.Agent.Points;
using Muster.Agent.Processes;
using Muster.Agent.Workers;
using Muster.Coordination;
using Muster.Fleet;
using Muster.Graphs;
using Muster.Guards;
using Muster.Local.Store;
using Muster.Resources;
using Muster.Retries;
using Muster.Runs;
using Muster.Sweeps;
using Muster.Workers;

namespace Muster.Local.Engine;

/// <summary>
/// This machine as a provider: it offers one worker per run, in the region <c>local</c>, and shares the machine's slots
/// between the runs.
/// </summary>
internal sealed class LocalProvider : IProvider, IAsyncDisposable
{
    /// <summary>The region that this machine is.</summary>
    public const string Region = "local";

    private readonly ConcurrentDictionary<string, LocalWorker> workers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<RunId, Action> bells = new();
    private readonly ConcurrentDictionary<RunId, string> troubles = new();
    private readonly EngineSetup setup;
    private readonly string engine;
    private readonly Survivors survivors;
    private readonly GpuPool gpus;
    private readonly MachineShares shares;
    private readonly Dictionary<RunId, long> versions = [];
    private long started;

    /// <summary>A provider without workers.</summary>
    /// <param name="setup">What the engine works with.</param>
    /// <param name="engine">The engine's name.</param>
    /// <param name="survivors">What earlier engines left behind.</param>
    public LocalProvider(EngineSetup setup, string engine, Survivors survivors)
    {
        (this.setup, this.engine, this.survivors) = (setup, engine, survivors);
        gpus = new(setup.Machine.Gpus);
        shares = new(setup, () => workers.Values);
    }

    public WorkerStop Stopping { get; private set; }

    public bool HasWorkers => !workers.IsEmpty;

    public async Task<IReadOnlyList<Offer>> OffersAsync(RunId run, CancellationToken cancel)
    {
        if (setup.Agent is not null)
            return []; // agents come by themselves
        if (Stopping != WorkerStop.No)
            return [new(Region, 0, 0, setup.UsdPerHour, "The engine on this machine is ending and starts nothing more; the run goes on with the next one.")];
        var record = await setup.Store.GetRunAsync(run, cancel);
        if (record is null)
            return [];
        var (spec, _) = await SpecBlobs.LoadAsync(setup.Blobs, record, cancel);
        var plan = SlotPlan.For(setup.Machine, RequestOf(spec));
        return [new(Region, plan.Slots, plan.Slots > 0 ? 1 : 0, setup.UsdPerHour, plan.Problem is { } problem ? $"{problem}. It never starts here: cancel it and correct what a point takes, or serve the store from a larger machine." : null)];
    }

    public async Task<LaunchAnswer> LaunchAsync(LaunchIntent intent, CancellationToken cancel)
    {
        if (workers.ContainsKey(TokenOf(intent.Key)))
            return LaunchAnswer.Launched(engine);
        if (Stopping != WorkerStop.No)
            return LaunchAnswer.Refused("The engine is ending.");
        if (setup.Time.GetUtcNow() > intent.NotAfter)
            return LaunchAnswer.Refused("It came too late.");
        if (await setup.Store.GetRunAsync(intent.Key.Run, cancel) is not { } run)
            return LaunchAnswer.Refused("There is no such run.");
        if (RunFilesLock.IsTaken(setup.Points, run.Id))
            return LaunchAnswer.Refused("Its files are being pruned, deleted or imported; it starts when that is done.");
        try
        {
            var (spec, points) = await SpecBlobs.LoadAsync(setup.Blobs, run, cancel);
            Begin(intent.Key, run, spec, points);
            return LaunchAnswer.Launched(engine);
        }
        catch (Exception error) when (error is StartException or Agent.Output.OutputException or IOException or UnauthorizedAccessException or SpecGoneException)
        {
            return LaunchAnswer.Refused(error.Message);
        }
    }

    public Task<IReadOnlyDictionary<string, string>> ListAsync(RunId run, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyDictionary<string, string>>(
            workers.Values.Where(worker => worker.Run == run).ToDictionary(worker => worker.Intent.Token, _ => engine, StringComparer.Ordinal));

    /// <summary>The runs that want work were looked at: their priorities may be others, and turns may be up.</summary>
    public void Saw(IReadOnlyList<RunRecord> runs)
    {
        var priorities = runs.ToDictionary(run => run.Id, run => run.Priority);
        foreach (var worker in workers.Values)
            worker.Priority = priorities.GetValueOrDefault(worker.Run, worker.Priority);
        shares.Share();
    }

    /// <summary>A coordinator has ticked: its worker's grant may be another, and chunks may be free.</summary>
    public void Ticked(RunId run, CoordinatorTick tick, Action bell)
    {
        bells[run] = bell;
        foreach (var worker in workers.Values.Where(worker => worker.Run == run))
        {
            worker.Host.GrantMayHaveChanged();
            if (tick.FreedWork)
                worker.Host.WorkMayHaveAppeared();
        }

        if (tick.IsOver)
            bells.TryRemove(run, out _);
    }

    /// <summary>What hinders a run's coordinator; null: nothing any more.</summary>
    public void Trouble(RunId run, string? text)
    {
        if (text is null)
            troubles.TryRemove(run, out _);
        else
            troubles[run] = text;
    }

    public void Stop(WorkerStop how)
    {
        if (how > Stopping)
            Stopping = how;
        foreach (var worker in workers.Values)
            worker.Host.End(how);
    }

    /// <summary>What all its workers do.</summary>
    public WorkReading Work
    {
        get
        {
            var alive = workers.Values.ToList();
            return new(alive.Sum(worker => worker.Host.Figures.Running), Interlocked.Read(ref started) + alive.Sum(worker => worker.Host.Started));
        }
    }

    public RunFigures FiguresOf(RunId run)
    {
        var figures = new RunFigures(0, default, troubles.GetValueOrDefault(run));
        foreach (var worker in workers.Values.Where(worker => worker.Run == run))
        {
            var now = worker.Host.Figures;
            figures = new(figures.Running + now.Running, figures.Ended + now.Ended, figures.Problem ?? worker.Trouble ?? now.Problem);
        }

        return figures;
    }

    public async ValueTask DisposeAsync()
    {
        Stop(WorkerStop.Now);
        await Task.WhenAll(workers.Values.Select(worker => worker.Gone.Task));
    }

    private static string TokenOf(IntentKey key) => key.ToString();

    /// <summary>Begins a worker for a run by itself, without having been launched; nothing happens where one works for the run already, or its spec cannot be had.</summary>
    public async Task JoinAsync(RunRecord run)
    {
        if (Stopping != WorkerStop.No || workers.Values.Any(worker => worker.Run == run.Id) || RunFilesLock.IsTaken(setup.Points, run.Id))
            return;
        try
        {
            var (spec, points) = await SpecBlobs.LoadAsync(setup.Blobs, run);
            if (SlotPlan.For(setup.Machine, RequestOf(spec)) is { Problem: { } problem })
                Trouble(run.Id, problem);
            else
                Begin(new(run.Id, setup.Agent!.NewWorker()), run, spec with { Survive = false }, points);
        }
        catch (Exception error) when (error is StartException or Agent.Output.OutputException or IOException or UnauthorizedAccessException or SpecGoneException)
        {
            Trouble(run.Id, error.Message);
        }
    }

    /// <summary>Runs whose records changed may have other grants, and free chunks: others coordinate them, and tell nobody.</summary>
    public void HearOf(IReadOnlyList<RunRecord> runs)
    {
        foreach (var run in runs)
        {
            if (versions.TryGetValue(run.Id, out var seen) && seen == run.Version)
                continue;
            versions[run.Id] = run.Version;
            foreach (var worker in workers.Values.Where(worker => worker.Run == run.Id))
            {
                worker.Host.GrantMayHaveChanged();
                worker.Host.WorkMayHaveAppeared();
            }
        }
    }

    /// <summary>Ends the workers of runs that want no work any more.</summary>
    public void EndOthers(IReadOnlySet<RunId> wanting)
    {
        foreach (var worker in workers.Values.Where(worker => !wanting.Contains(worker.Run)))
            worker.Host.End(WorkerStop.Drain);
    }

    private void Begin(IntentKey intent, RunRecord run, SweepSpec spec, PointSource points)
    {
        LocalWorker? worker = null;
        var executor = ExecutorOf(intent.Token, run, spec, points, text => { if (worker is not null) worker.Trouble = text; });
        // As many as the machine has: its grant says how many of them it may use, and may say another number later.
        var place = new WorkerPlace(engine, Region, Math.Max(SlotPlan.For(setup.Machine, RequestOf(spec)).Slots, 1));
        var rule = new RetryRule((attempt, charged) => RetryDecision.For(spec.Retry, attempt, charged, setup.Chance).After);
        var host = new WorkerHost(
            new(new(run.Id, intent.Token), run.Round, place, rule, setup.Pace.Worker) { LaunchDelay = spec.LaunchDelay, Joins = setup.Agent is not null },
            setup.Store, executor, setup.Time);
        host.Share(0, null);
        worker = new(intent, run, RequestOf(spec), host);
        workers[TokenOf(intent)] = worker;
        host.Changed = figures => Changed(worker, figures);
        host.ChunkDone = () => Ring(run.Id);
        host.Joined = () => Ring(run.Id);
        shares.Share();
        _ = EndAsync(worker);
    }

    private ResourceRequest RequestOf(SweepSpec spec) => JobRoom.RequestOf(spec, setup.Machine);

    private IPointExecutor ExecutorOf(string worker, RunRecord run, SweepSpec spec, PointSource points, Action<string> trouble)
    {
        var folders = new RunFolders(Path.Join(setup.Points, run.Id.Value), setup.Agent?.RunningOf(run.Id));
        return spec.Graph is null
            ? new PointExecutor(new()
            {
                Run = run,
                Spec = spec,
                Points = points,
                Command = PointCommand.Of(spec, setup.Shell),
                Shell = setup.Shell,
                Worker = worker,
                Mark = setup.Mark,
                Folders = folders,
                Processes = setup.Processes,
                Gpus = gpus,
                Time = setup.Time,
                Survivor = order => survivors.Survivor(run.Id, order),
                Trouble = trouble,
                Interruption = setup.Interruption,
            })
            : new GraphExecutor(new()
            {
                Run = run,
                Spec = spec,
                Points = points,
                Shell = setup.Shell,
                Worker = worker,
                Mark = setup.Mark,
                Folders = folders,
                Processes = setup.Processes,
                Gpus = gpus,
                Time = setup.Time,
                Trouble = trouble,
                Blobs = setup.Blobs,
                Room = JobRoom.Of(RequestOf(spec)),
                Chance = setup.Chance,
                Interruption = setup.Interruption,
                MemoryKills = setup.MemoryKills,
            });
    }

    private async Task EndAsync(LocalWorker worker)
    {
        await worker.Host.Over;
        await worker.Host.DisposeAsync();
        Interlocked.Add(ref started, worker.Host.Started);
        workers.TryRemove(TokenOf(worker.Intent), out _);
        worker.Gone.SetResult();
        Ring(worker.Run);
        shares.Share();
    }

    private void Ring(RunId run)
    {
        if (bells.TryGetValue(run, out var bell))
            bell();
    }

    /// <summary>A worker that has the machine to itself has all that it can use: nothing is shared out for it at each of its points.</summary>
    private void Changed(LocalWorker worker, WorkerFigures figures)
    {
        if (workers.Count > 1 ? worker.IsNews(figures) : figures.Running + figures.Wanted > worker.Share)
            shares.Share();
    }
}

/// <summary>Figures of a run's workers at one moment.</summary>
/// <param name="Running">Points running.</param>
/// <param name="Ended">Points that ended with the workers that live.</param>
/// <param name="Problem">What hinders them; null: nothing.</param>
public sealed record RunFigures(int Running, PointCounts Ended, string? Problem);
