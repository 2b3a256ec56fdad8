using System.Collections.Concurrent;
using Muster.Guards;
using Muster.Local.Store;
using Muster.Runs;
using Muster.Stores;
using Muster.Workers;

namespace Muster.Local.Engine;

/// <summary>
/// The embedded engine: it coordinates every run of its store that wants work, and runs their points on this machine.
/// One engine is alive per store (its caller holds the store's engine lock), so whatever an earlier engine left is known to be dead.
/// </summary>
public sealed class Engine : IAsyncDisposable
{
    private readonly EngineSetup setup;
    private readonly LocalProvider provider;
    private readonly Survivors survivors;
    private readonly AgentNeighbours neighbours;
    private readonly ConcurrentDictionary<RunId, RunLoop> loops = new();
    private readonly CancellationTokenSource ending = new();
    private readonly AsyncBell look;
    private readonly TaskCompletionSource<StoreProblemException> gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task? looking;

    /// <summary>An engine that has not started.</summary>
    public Engine(EngineSetup setup)
    {
        this.setup = setup;
        Name = setup.Agent?.Name ?? setup.Home.NewName(setup.Chance);
        survivors = new(setup);
        neighbours = new(setup, Name, survivors);
        provider = new(setup, Name, survivors);
        look = new(setup.Time);
    }

    /// <summary>Its name as owner of locks and as instance of workers; unique for each start.</summary>
    public string Name { get; }

    /// <summary>Completes with the reason when its store was deleted or moved away; then it ends its points, as if it were asked to end at once.</summary>
    public Task<StoreProblemException> StoreGone => gone.Task;

    /// <summary>Whether it was asked to end.</summary>
    public WorkerStop Stopping => provider.Stopping;

    /// <summary>Figures of the workers that work now, by run.</summary>
    public RunFigures FiguresOf(RunId run) => provider.FiguresOf(run);

    /// <summary>What its workers do.</summary>
    public WorkReading Work => provider.Work;

    /// <summary>Whether any run wants work, as far as the engine saw when it looked last.</summary>
    public bool HasWork => !loops.IsEmpty;

    /// <summary>Starts coordinating: ends what a killed engine left behind, then takes up every run that wants work.</summary>
    public async Task StartAsync()
    {
        if (setup.Agent is null)
            await survivors.FindAsync();
        await LookAsync();
        looking = LookOnAsync();
    }

    /// <summary>Whether it coordinates a run; not any more when that has ended.</summary>
    public bool Coordinates(RunId run) => loops.ContainsKey(run);

    /// <summary>Looks for new runs and wishes at once.</summary>
    public void Nudge() => look.Ring();

    /// <summary>Completes when no run wants work any more, or, once asked to end, when no worker lives.</summary>
    public async Task IdleAsync(CancellationToken cancel)
    {
        while (Stopping == WorkerStop.No ? !loops.IsEmpty : provider.HasWorkers)
            await Task.Delay(TimeSpan.FromMilliseconds(20), setup.Time, cancel);
    }

    /// <summary>Completes when one run wants no work any more, or, once asked to end, when no worker lives.</summary>
    public async Task RunEndedAsync(RunId run, CancellationToken cancel)
    {
        if (loops.TryGetValue(run, out var loop))
            await Task.WhenAny(loop.Over, StoppedAsync(cancel)).WaitAsync(cancel);
    }

    /// <summary>Asks it to end: <see cref="WorkerStop.Drain"/> lets points finish, <see cref="WorkerStop.Now"/> ends them. Chunks go back either way.</summary>
    public void Stop(WorkerStop how)
    {
        provider.Stop(how);
        foreach (var loop in loops.Values)
            loop.Ring();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Stop(WorkerStop.Now);
        await provider.DisposeAsync();
        await ending.CancelAsync();
        look.Ring();
        RingAll();
        if (looking is not null)
            await looking;
        await Task.WhenAll(loops.Values.Select(loop => loop.Over));
        ending.Dispose();
    }

    internal bool IsKnownDead(string name) => (setup.Agent is null && setup.Home.IsOfHere(name) && name != Name) || neighbours.IsDead(name);

    private async Task StoppedAsync(CancellationToken cancel)
    {
        while (Stopping == WorkerStop.No || provider.HasWorkers)
            await Task.Delay(TimeSpan.FromMilliseconds(20), setup.Time, cancel);
    }

    private async Task LookOnAsync()
    {
        var wait = setup.Pace.LookEvery;
        while (!ending.IsCancellationRequested)
        {
            await look.WaitAsync(wait);
            wait = HasWork || wait * 2 > setup.Pace.LookIdleEvery ? Longer(setup.Pace.LookEvery, HasWork ? TimeSpan.Zero : setup.Pace.LookIdleEvery) : wait * 2;
            await TryLookAsync();
        }
    }

    /// <summary>Looks. A store that does not answer, or cannot be used, is asked again by the next look; one that is gone never answers again.</summary>
    private async Task TryLookAsync()
    {
        try
        {
            if (setup.Lost() is { } lost)
                Leave(lost);
            else
                await LookAsync();
        }
        catch (StoreProblemException error) when (error.Problem == StoreProblem.Gone)
        {
            Leave(error);
        }
        catch (Exception error) when (error is StoreUnavailableException or StoreUnusableException)
        {
            // The next look asks again.
        }
    }

    private void Leave(StoreProblemException reason)
    {
        if (gone.TrySetResult(reason))
            Stop(WorkerStop.Now);
    }

    private async Task LookAsync()
    {
        var deaths = neighbours.Deaths;
        await neighbours.LookAsync();
        var runs = (await setup.Store.ListRunsWantingWorkAsync(1000)).Where(run => run.Id != setup.Without && (setup.Only is not { } only || run.Id == only)).ToList();
        provider.Saw(runs);
        if (setup.Agent is not null)
            await neighbours.LookAtEngineAsync(runs);
        if (neighbours.Deaths > deaths)
            RingAll(); // a lock that was waited for may be free
        foreach (var run in runs)
        {
            if (loops.TryGetValue(run.Id, out var known))
                known.Saw(run);
            else if (!ending.IsCancellationRequested)
                Begin(run);
        }

        if (setup.Agent is not null)
            await JoinAsync(runs);
    }

    private async Task JoinAsync(List<RunRecord> runs)
    {
        provider.EndOthers(runs.Select(run => run.Id).ToHashSet());
        provider.HearOf(runs);
        foreach (var run in runs.Where(run => run is { Desired: DesiredState.Run, IsHeld: false } && loops.ContainsKey(run.Id)))
            await provider.JoinAsync(run);
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private void RingAll()
    {
        foreach (var loop in loops.Values)
            loop.Ring();
    }

    private void Begin(RunRecord run)
    {
        var loop = new RunLoop(run, setup, Name, provider, new(setup.Store, provider, setup.Time, IsKnownDead) {
            LostAttempt = (worker, point) => survivors.LostAttempt(worker, point) ?? neighbours.LostAttempt(worker, point),
            JoinedUsdPerHour = setup.UsdPerHour,
        });
        loops[run.Id] = loop;
        loop.Begin(ending.Token);
        _ = loop.Over.ContinueWith(
            _ => Ended(run.Id, loop),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    private void Ended(RunId run, RunLoop loop)
    {
        if (loop.IsOver)
            survivors.Forget(run);
        loops.TryRemove(run, out _);
        foreach (var other in loops.Values.Where(other => other.WaitsForOthers))
            other.Ring();
    }
}
