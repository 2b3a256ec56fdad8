using Muster.Coordination;
using Muster.Runs;

namespace Muster.Local.Engine;

/// <summary>Keeps one run's coordinator ticking: when it asked to, and sooner when its worker closed chunks or somebody changed the run.</summary>
internal sealed class RunLoop
{
    private static readonly TimeSpan AfterError = TimeSpan.FromSeconds(5);

    private readonly Coordinator coordinator;
    private readonly EngineSetup setup;
    private readonly LocalProvider provider;
    private readonly RunId id;
    private readonly AsyncBell bell;
    private RunWishes seen;

    public RunLoop(RunRecord run, EngineSetup setup, string engine, LocalProvider provider, CoordinatorPorts ports)
    {
        (id, this.setup, this.provider, seen) = (run.Id, setup, provider, RunWishes.Of(run));
        WaitsForOthers = run.After.Count > 0;
        bell = new(setup.Time);
        coordinator = new(id, engine, ports, setup.Pace.Coordinator);
        provider.Listen(id, bell.Ring); // before the first tick: a worker may join while it goes
    }

    /// <summary>Completes when there is nothing left to coordinate, or the engine ends.</summary>
    public Task Over { get; private set; } = Task.CompletedTask;

    /// <summary>Whether there is nothing left to coordinate.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Whether the end of other runs may be what it waits for.</summary>
    public bool WaitsForOthers { get; }

    public void Begin(CancellationToken ending) => Over = Task.Run(() => GoOnAsync(ending), CancellationToken.None);

    public void Ring() => bell.Ring();

    /// <summary>The run was seen in the store; if somebody wished for something, it is heeded at once.</summary>
    public void Saw(RunRecord run)
    {
        var wishes = RunWishes.Of(run);
        if (wishes == seen)
            return;
        seen = wishes;
        bell.Ring();
    }

    /// <summary>An error that nobody foresaw must neither end the engine nor pass unseen: it is shown as what the run waits for, and the tick is tried again.</summary>
    private async Task<CoordinatorTick> TickAsync()
    {
        try
        {
            var tick = await coordinator.TickAsync();
            provider.Trouble(id, tick.Problem);
            return tick;
        }
#pragma warning disable CA1031 // any error: see above
        catch (Exception error)
#pragma warning restore CA1031
        {
            provider.Trouble(id, $"coordinating failed: {error.Message}");
            return new(false, false, AfterError, error.Message, false);
        }
    }

    private async Task GoOnAsync(CancellationToken ending)
    {
        while (!ending.IsCancellationRequested)
        {
            var tick = await TickAsync();
            provider.Ticked(id, tick);
            if (tick.IsOver)
            {
                IsOver = true;
                return;
            }

            await bell.WaitAsync(tick.Wait);
            await Task.Delay(setup.Pace.TickSpacing, setup.Time, CancellationToken.None);
        }
    }
}

/// <summary>What people wish of a run; a change of it is heeded at once.</summary>
internal sealed record RunWishes(DesiredState Desired, int? MaxConcurrent, Sets.IndexSet CancelledPoints)
{
    public static RunWishes Of(RunRecord run) => new(run.Desired, run.MaxConcurrent, run.CancelledPoints);
}
