using System.Collections.Concurrent;
using Muster.Agent.Processes;
using Muster.Coordination;
using Muster.Fleet;
using Muster.Graphs;
using Muster.Guards;
using Muster.Local.Store;
using Muster.Resources;
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

    private readonly ConcurrentDictionary<RunId, Action> bells = new();
    private readonly ConcurrentDictionary<RunId, string> troubles = new();
    private readonly EngineSetup setup;
    private readonly LocalWorkers workers;
    private readonly LocalPlace place;
    private readonly Dictionary<RunId, long> versions = [];

    /// <summary>A provider without workers.</summary>
    /// <param name="setup">What the engine works with.</param>
    /// <param name="engine">The engine's name.</param>
    /// <param name="survivors">What earlier engines left behind.</param>
    public LocalProvider(EngineSetup setup, string engine, Survivors survivors)
    {
        this.setup = setup;
        place = new(engine, Region) { Joins = setup.Agent is not null };
        workers = new(setup, new(setup, survivors.Survivor)) { Ring = Ring };
    }

    public WorkerStop Stopping => workers.Stopping;

    public bool HasWorkers => !workers.IsEmpty;

    /// <summary>What all its workers do.</summary>
    public WorkReading Work => workers.Work;

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
        var plan = SlotPlan.For(setup.Machine, JobRoom.RequestOf(spec, setup.Machine));
        return [new(Region, plan.Slots, plan.Slots > 0 ? 1 : 0, setup.UsdPerHour, plan.Problem is { } problem ? $"{problem}. It never starts here: cancel it and correct what a point takes, or serve the store from a larger machine." : null)];
    }

    public async Task<LaunchAnswer> LaunchAsync(LaunchIntent intent, CancellationToken cancel)
    {
        if (workers.Has(intent.Key))
            return LaunchAnswer.Launched(place.Instance);
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
            workers.Begin(intent.Key, await WorkerWork.LoadAsync(setup.Blobs, run, cancel), place);
            return LaunchAnswer.Launched(place.Instance);
        }
        catch (Exception error) when (IsForPeople(error))
        {
            return LaunchAnswer.Refused(error.Message);
        }
    }

    public Task<IReadOnlyDictionary<string, string>> ListAsync(RunId run, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyDictionary<string, string>>(workers.Of(run).ToDictionary(worker => worker.Intent.Token, _ => place.Instance, StringComparer.Ordinal));

    /// <summary>The runs that want work were looked at: their priorities may be others, and turns may be up.</summary>
    public void Saw(IReadOnlyList<RunRecord> runs)
    {
        var priorities = runs.ToDictionary(run => run.Id, run => run.Priority);
        foreach (var worker in workers.All)
            worker.Priority = priorities.GetValueOrDefault(worker.Run, worker.Priority);
        workers.Share();
    }

    /// <summary>A run is coordinated from now on: its bell is rung when its coordinator may want to look.</summary>
    public void Listen(RunId run, Action bell) => bells[run] = bell;

    /// <summary>A coordinator has ticked: its worker's grant may be another, and chunks may be free.</summary>
    public void Ticked(RunId run, CoordinatorTick tick)
    {
        foreach (var worker in workers.Of(run))
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

    public void Stop(WorkerStop how) => workers.Stop(how);

    public RunFigures FiguresOf(RunId run) => workers.FiguresOf(run, troubles.GetValueOrDefault(run));

    public ValueTask DisposeAsync() => workers.DisposeAsync();

    /// <summary>Begins a worker for a run by itself, without having been launched; nothing happens where one works for the run already, or its spec cannot be had.</summary>
    public async Task JoinAsync(RunRecord run)
    {
        if (Stopping != WorkerStop.No || workers.Of(run.Id).Any() || RunFilesLock.IsTaken(setup.Points, run.Id))
            return;
        try
        {
            var work = await WorkerWork.LoadAsync(setup.Blobs, run);
            if (SlotPlan.For(setup.Machine, JobRoom.RequestOf(work.Spec, setup.Machine)) is { Problem: { } problem })
                Trouble(run.Id, problem);
            else
                workers.Begin(new(run.Id, setup.Agent!.NewWorker()), work with { Spec = work.Spec with { Survive = false } }, place);
        }
        catch (Exception error) when (IsForPeople(error))
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
            foreach (var worker in workers.Of(run.Id))
            {
                worker.Host.GrantMayHaveChanged();
                worker.Host.WorkMayHaveAppeared();
            }
        }
    }

    /// <summary>Ends the workers of runs that want no work any more.</summary>
    public void EndOthers(IReadOnlySet<RunId> wanting)
    {
        foreach (var worker in workers.All.Where(worker => !wanting.Contains(worker.Run)))
            worker.Host.End(WorkerStop.Drain);
    }

    /// <summary>Whether an error tells why a worker cannot begin.</summary>
    private static bool IsForPeople(Exception error) =>
        error is StartException or Agent.Output.OutputException or IOException or UnauthorizedAccessException or SpecGoneException;

    private void Ring(RunId run)
    {
        if (bells.TryGetValue(run, out var bell))
            bell();
    }
}
