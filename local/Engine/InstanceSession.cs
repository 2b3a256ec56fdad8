using Muster.Agent.Machines;
using Muster.Agent.Points;
using Muster.Agent.Processes;
using Muster.Fleet;
using Muster.Guards;
using Muster.Local.Store;
using Muster.Outputs;
using Muster.Runs;
using Muster.Stores;
using Muster.Sweeps;
using Muster.Workers;

namespace Muster.Local.Engine;

/// <summary>
/// This process as the one worker for which a platform launched this machine. Unlike an agent that came by itself it coordinates nothing: the run's lock is the platform's, and
/// so is its grant.
/// </summary>
public sealed class InstanceSession : IAsyncDisposable
{
    private readonly IProcessHost processes;
    private readonly LocalWorkers workers;
    private readonly LocalWorker worker;

    private readonly LiveUpload live;

    private InstanceSession(AgentHome agent, IProcessHost processes, LocalWorkers workers, LocalWorker worker, LiveUpload live) =>
        (Agent, this.processes, this.workers, this.worker, this.live) = (agent, processes, workers, worker, live);

    /// <summary>Its folder and name.</summary>
    public AgentHome Agent { get; }

    /// <summary>Completes when its worker's life is over.</summary>
    public Task Over => worker.Gone.Task;

    /// <summary>What its worker does.</summary>
    public WorkReading Work => workers.Work;

    /// <summary>Its worker's figures.</summary>
    public RunFigures Figures => workers.FiguresOf(worker.Run, null);

    /// <summary>Asks its worker to end.</summary>
    public void Stop(WorkerStop how) => workers.Stop(how);

    /// <summary>Begins the worker.</summary>
    /// <param name="ports">Where it works.</param>
    /// <param name="place">Which worker it is, and of what.</param>
    /// <param name="options">How it works.</param>
    /// <exception cref="StoreProblemException">The directory cannot be used.</exception>
    /// <exception cref="StartException">There is no shell, or a command cannot be made.</exception>
    public static InstanceSession Begin(InstancePorts ports, InstancePlace place, AgentOptions options)
    {
        var agent = AgentHome.Begin(ports.Directory, ports.Home, options.Engine.Chance, options.Engine.Time.GetUtcNow());
        var started = ProcessHosts.ForThisSystem(options.Engine.Time);
        try
        {
            AgentFile.Write(agent.Folder, AgentFile.OfThisProcess(agent.Name, options));
            var setup = SetupOf(ports, agent, started, options);
            var own = new LocalWorkers(setup, new(setup, static (_, _) => null));
            var work = new WorkerWork(place.Run, place.Spec with { Survive = false }, place.Points);
            var begun = own.Begin(place.Intent, work, new(place.Instance.Id, place.Instance.Region) { Lived = place.Lived });
            var folders = new RunFolders(Path.Join(ports.Directory.Points, place.Run.Id.Value), agent.RunningOf(place.Run.Id));
            var telling = LiveUpload.Begin(new(folders), new LivePackBlobs(ports.Blobs, place.Run.Id), place.Intent.Token, options.Engine.Time);
            return new(agent, started, own, begun, telling);
        }
        catch
        {
            started.Dispose();
            agent.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await workers.DisposeAsync();
        await live.DisposeAsync();
        processes.Dispose();
        Agent.Dispose();
    }

    private static EngineSetup SetupOf(InstancePorts ports, AgentHome agent, IProcessHost processes, AgentOptions options)
    {
        var machine = MachineProbe.Probe();
        return new()
        {
            Store = ports.Store,
            Blobs = ports.Blobs,
            Points = ports.Directory.Points,
            Processes = processes,
            Shell = Shell.Find(),
            Machine = options.Slots is { } slots ? machine with { Cpus = slots } : machine,
            Home = ports.Home,
            Agent = agent,
            Interruption = options.Interruption,
            Upload = (run, spec, worker) => new(ports.Blobs, run.Id, spec, worker, new RunFolders(Path.Join(ports.Directory.Points, run.Id.Value)), options.Engine.Time),
            Pace = options.Engine.Pace,
            Time = options.Engine.Time,
            Chance = options.Engine.Chance,
        };
    }
}

/// <summary>Where a worker of an instance works.</summary>
/// <param name="Directory">The store's directory on this machine.</param>
/// <param name="Store">Its records.</param>
/// <param name="Blobs">Its bytes.</param>
/// <param name="Home">The directory's id.</param>
public sealed record InstancePorts(StoreDirectory Directory, IRunStore Store, IBlobStore Blobs, EngineHome Home);

/// <summary>The place that a machine has in a run.</summary>
public sealed record InstancePlace
{
    /// <summary>The intent that launched the machine: the run, and the worker's id.</summary>
    public required IntentKey Intent { get; init; }

    /// <summary>The machine.</summary>
    public required InstanceIdentity Instance { get; init; }

    /// <summary>How long the machine had lived when the worker began, 0 or more.</summary>
    public required TimeSpan Lived { get; init; }

    /// <summary>The run.</summary>
    public required RunRecord Run { get; init; }

    /// <summary>Its spec, with the folders that it names as they are here.</summary>
    public required SweepSpec Spec { get; init; }

    /// <summary>Its points.</summary>
    public required PointSource Points { get; init; }
}
