using Muster.Agent.Machines;
using Muster.Agent.Processes;
using Muster.Local.Store;
using Muster.Runs;
using Muster.Stores;
using Muster.Workers;

namespace Muster.Local.Engine;

/// <summary>This process as the engine of a store: the lock, the processes, the engine.</summary>
public sealed class EngineSession : IAsyncDisposable
{
    private readonly EngineLock held;
    private readonly IProcessHost processes;
    private EngineHolder self;

    private EngineSession(EngineLock held, EngineHolder self, IProcessHost processes, Engine engine) =>
        (this.held, this.self, this.processes, Engine) = (held, self, processes, engine);

    /// <summary>The engine.</summary>
    public Engine Engine { get; }

    /// <summary>Becomes the engine of a store, unless another is alive.</summary>
    /// <param name="directory">The store's directory.</param>
    /// <param name="store">Its records.</param>
    /// <param name="blobs">Its bytes.</param>
    /// <param name="home">Which engines are of this directory.</param>
    /// <param name="options">How it works.</param>
    /// <returns>The session; null: another engine is alive.</returns>
    /// <exception cref="StartException">There is no shell.</exception>
    public static async Task<EngineSession?> TryBeginAsync(StoreDirectory directory, IRunStore store, IBlobStore blobs, EngineHome home, EngineOptions options)
    {
        var holder = EngineHolder.OfThisProcess(options.Time.GetUtcNow(), options.Role);
        if (EngineLock.TryAcquire(directory, holder) is not { } held)
            return null;
        var started = ProcessHosts.ForThisSystem(options.Time);
        var place = directory.Exists ? directory.StoreFile : directory.Root; // of a store elsewhere, only what belongs to its points is here
        try
        {
            var engine = new Engine(new()
            {
                Store = store,
                Blobs = blobs,
                Points = directory.Points,
                Processes = started,
                Shell = Shell.Find(),
                Machine = MachineProbe.Probe(),
                Home = home,
                Lost = () => held.IsLost(holder) ? StoreProblemException.Gone(place) : null,
                Pace = options.Pace,
                Without = options.Without,
                UsdPerHour = options.UsdPerHour,
                Time = options.Time,
                Chance = options.Chance,
            });
            // Before it takes any run's lock: others tell by it which locks are of a dead engine.
            held.Describe(holder = holder with { Engine = engine.Name });
            await engine.StartAsync();
            return new(held, holder, started, engine);
        }
        catch
        {
            started.Dispose();
            held.Dispose();
            throw;
        }
    }

    /// <summary>Asks the engine to end, and tells others that it was asked.</summary>
    public void Stop(WorkerStop how)
    {
        Engine.Stop(how);
        try
        {
            held.Describe(self = self with { IsStopping = true });
        }
        catch (Exception error) when (error is StoreProblemException or StoreUnavailableException)
        {
            // It only says so: ending goes on.
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        processes.Dispose();
        held.Dispose();
    }
}

/// <summary>How an engine works.</summary>
/// <param name="Time">The clocks.</param>
/// <param name="Chance">Chance, from 0 up to 1.</param>
/// <param name="UsdPerHour">What this machine costs in USD per hour, 0 or more.</param>
public sealed record EngineOptions(TimeProvider Time, Func<double> Chance, decimal UsdPerHour)
{
    /// <summary>A run that is left alone although it wants work; null: none.</summary>
    public RunId? Without { get; init; }

    /// <summary>How often it asks the store.</summary>
    public EnginePace Pace { get; init; } = EnginePace.OnThisMachine;

    /// <summary>What its process is, for others; default: a submission that somebody watches.</summary>
    public EngineRole Role { get; init; }
}
