using Muster.Cli.Jobs;
using Muster.Cli.Stores;
using Muster.Cli.Waiting;
using Muster.Cli.Watching;
using Muster.Jobs;
using Muster.Local.Engine;
using Muster.Operations;
using Muster.Runs;
using Muster.Stores;
using Muster.Workers;

namespace Muster.Cli.Submitting;

/// <summary>
/// Watches a run to its end, and is the store's engine meanwhile unless another process is. When that one ends, by
/// whatever cause, this one takes over.
/// </summary>
public sealed class RunWatch : IAsyncDisposable
{
    private readonly StoreContext store;
    private readonly RunPorts ports;
    private readonly EngineOptions options;
    private readonly ProgressScreen screen;
    private readonly StatusReader reader;
    private readonly ShownReason reasons;
    private readonly OnlyJobs jobs;
    private readonly RateMeter meter = new(TimeSpan.FromSeconds(5));
    private readonly Interrupts interrupts;
    private readonly TaskCompletionSource leave = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private EngineSession? session;
    private RunId watched;

    /// <summary>A watch that has not begun.</summary>
    public RunWatch(StoreContext store, EngineOptions options, ProgressScreen screen)
    {
        (this.store, ports, this.options, this.screen) = (store, store.Ports, options, screen);
        reader = new(ports);
        reasons = new(options.Time);
        jobs = new(ports);
        interrupts = new(Heard);
    }

    /// <summary>Whether this process may be the store's engine; not where a platform runs the work. Default true.</summary>
    public bool MayBeEngine { get; init; } = true;

    /// <summary>Whether somebody interrupted it.</summary>
    public bool Interrupted { get; private set; }

    /// <summary>Whether this process is, or was to the end, the engine.</summary>
    public bool IsEngine => session is not null;

    /// <summary>How far the jobs of the run's only point were when it was looked at last; null: it has several points, or no jobs.</summary>
    public JobProgress? Jobs { get; private set; }

    /// <summary>Watches.</summary>
    /// <param name="run">The run.</param>
    /// <param name="timeout">How long; null: without limit.</param>
    /// <returns>How it stood when the watch ended: at its end, at the timeout, or when interrupted.</returns>
    public async Task<RunStatus> WatchAsync(RunId run, TimeSpan? timeout)
    {
        watched = run;
        var began = options.Time.GetTimestamp();
        var (status, readAt) = (await reader.ReadAsync(run), began);
        Jobs = await jobs.ProgressAsync(status);
        while (true)
        {
            if (MayBeEngine)
                session ??= await EngineSession.TryBeginAsync(store.Address.Directory, ports.Store, ports.Blobs, store.Home, options with { Pace = store.Pace });
            if (options.Time.GetElapsedTime(readAt) >= store.Pace.StatusEvery || HasEnded(run))
                (status, readAt) = (await ReadAsync(run, status), options.Time.GetTimestamp());
            if (status.Run.HasEnded || leave.Task.IsCompleted || options.Time.GetElapsedTime(began) > timeout)
            {
                screen.Clear();
                return status;
            }

            screen.Show(FactsOf(status));
            await Task.WhenAny(NextAsync(run), leave.Task);
        }
    }

    /// <summary>
    /// Ends being the engine. What still wants work then gets an engine without a terminal; running points may finish before,
    /// and interrupts are heard meanwhile. A run that was interrupted is left to whoever is the engine next.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        screen.Clear();
        if (session is not null)
            await HandOverAsync(session);
        interrupts.Dispose();
    }

    private async Task HandOverAsync(EngineSession mine)
    {
        var left = await LeftAsync();
        var others = left.Exists(run => run != watched);
        if (others && !Interrupted)
            screen.Say("Other runs of this store are still going: letting their running points finish, then an engine in the background goes on. Press Ctrl-C twice to end them.");
        else if (others)
            screen.Say("Other runs of this store are still going: an engine in the background goes on with them.");
        else if (left.Count > 0 && !Interrupted)
            screen.Say("Letting running points finish, then an engine in the background goes on. Press Ctrl-C twice to end them.");
        mine.Stop(WorkerStop.Drain);
        await mine.Engine.IdleAsync(CancellationToken.None);
        await mine.DisposeAsync();
        session = null;
        if (others || (left.Count > 0 && !Interrupted))
            await DetachedEngine.EnsureAsync(store.Address, options.Time, CancellationToken.None, without: Interrupted ? watched : null);
    }

    /// <summary>Some of the runs that want work; none, when the store does not tell, so that the engine ends even then.</summary>
    private async Task<List<RunId>> LeftAsync()
    {
        try
        {
            return [.. (await ports.Store.ListRunsWantingWorkAsync(2)).Select(run => run.Id)];
        }
        catch (Exception error) when (error is StoreUnavailableException or StoreUnusableException)
        {
            return [];
        }
    }

    /// <summary>The status; what it was, when the store does not answer.</summary>
    private async Task<RunStatus> ReadAsync(RunId run, RunStatus known)
    {
        try
        {
            var status = await reader.ReadAsync(run);
            Jobs = await jobs.ProgressAsync(status) ?? Jobs;
            return status;
        }
        catch (StoreUnavailableException)
        {
            return known;
        }
    }

    private bool HasEnded(RunId run) => leave.Task.IsCompleted || session?.Engine.Coordinates(run) == false;

    private async Task NextAsync(RunId run)
    {
        var pause = Task.Delay(screen.Every, options.Time);
        await (session?.Engine.Coordinates(run) == true ? Task.WhenAny(pause, session.Engine.RunEndedAsync(run, CancellationToken.None)) : pause);
    }

    private ProgressFacts FactsOf(RunStatus status)
    {
        var live = session?.Engine.FiguresOf(status.Run.Id);
        var ended = Math.Max(status.Counts.Ended, status.Run.Settled.Ended + (live?.Ended.Ended ?? 0));
        var failed = Math.Max(status.Counts.Failed, status.Run.Settled.Failed + (live?.Ended.Failed ?? 0));
        var running = live?.Running ?? status.Running ?? 0;
        var rate = meter.Sample(options.Time.GetElapsedTime(0), ended);
        return new(status.Run.Name, status.Run.PointCount, ended, failed, running, rate, live?.Problem ?? (running > 0 ? null : reasons.Of(status))) { IsEnding = Interrupted, Jobs = Jobs };
    }

    private void Heard(Interrupt interrupt)
    {
        Interrupted = true;
        if (session is null)
        {
            leave.TrySetResult();
            return;
        }

        screen.Say(interrupt == Interrupt.First
            ? "Letting running points finish; nothing more is started. Press Ctrl-C again to end them."
            : "Ending the running points; what they did not finish runs again.");
        session.Stop(interrupt == Interrupt.First ? WorkerStop.Drain : WorkerStop.Now);
        _ = LeaveWhenStoppedAsync(session.Engine);
    }

    private async Task LeaveWhenStoppedAsync(Engine engine)
    {
        await engine.IdleAsync(CancellationToken.None);
        leave.TrySetResult();
    }
}
