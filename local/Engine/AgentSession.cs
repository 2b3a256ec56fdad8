using Muster.Agent.Machines;
using Muster.Agent.Points;
using Muster.Agent.Processes;
using Muster.Local.Store;
using Muster.Runs;
using Muster.Stores;

namespace Muster.Local.Engine;

/// <summary>This process as an agent of a store: one of any number that join its runs, and each of which coordinates those that nobody else does.</summary>
public sealed class AgentSession : IAsyncDisposable
{
    private readonly IProcessHost processes;
    private readonly FileSystemWatcher? watcher;

    private AgentSession(AgentHome agent, IProcessHost processes, Engine engine, StoreDirectory directory)
    {
        (Agent, this.processes, Engine) = (agent, processes, engine);
        if (!directory.Exists)
            return;
        // Whatever another process writes to the records is looked at soon, although nothing is asked for often.
        watcher = new(directory.Root, Path.GetFileName(directory.StoreFile) + "*") { NotifyFilter = NotifyFilters.LastWrite | NotifyFilters.Size };
        watcher.Changed += (_, _) => Heard();
        watcher.EnableRaisingEvents = true;
    }

    /// <summary>Its folder and name.</summary>
    public AgentHome Agent { get; }

    /// <summary>The engine that it is.</summary>
    public Engine Engine { get; }

    /// <summary>Becomes an agent.</summary>
    /// <param name="directory">The store's directory on this machine.</param>
    /// <param name="store">Its records.</param>
    /// <param name="blobs">Its bytes.</param>
    /// <param name="home">The directory's id.</param>
    /// <param name="options">How it works.</param>
    /// <exception cref="StoreProblemException">The directory cannot be used.</exception>
    /// <exception cref="StartException">There is no shell.</exception>
    public static async Task<AgentSession> BeginAsync(StoreDirectory directory, IRunStore store, IBlobStore blobs, EngineHome home, AgentOptions options)
    {
        var machine = MachineProbe.Probe();
        var agent = AgentHome.Begin(directory, home, options.Engine.Chance, options.Engine.Time.GetUtcNow());
        var started = ProcessHosts.ForThisSystem(options.Engine.Time);
        try
        {
            AgentFile.Write(agent.Folder, AgentFile.OfThisProcess(agent.Name, options));
            var engine = new Engine(new()
            {
                Store = store,
                Blobs = blobs,
                Points = directory.Points,
                Processes = started,
                Shell = Shell.Find(),
                Machine = options.Slots is { } slots ? machine with { Cpus = slots } : machine,
                Home = home,
                Agent = agent,
                Interruption = options.Interruption,
                Only = options.Run,
                Pace = options.Engine.Pace,
                UsdPerHour = options.Engine.UsdPerHour,
                Time = options.Engine.Time,
                Chance = options.Engine.Chance,
            });
            await engine.StartAsync();
            return new(agent, started, engine, directory);
        }
        catch
        {
            started.Dispose();
            agent.Dispose();
            throw;
        }
    }

    /// <summary>While something is worked on, the usual looks are enough, and most of what is heard is its own.</summary>
    private void Heard()
    {
        if (!Engine.HasWork)
            Engine.Nudge();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        watcher?.Dispose();
        await Engine.DisposeAsync();
        processes.Dispose();
        Agent.Dispose();
    }
}

/// <summary>How an agent works.</summary>
/// <param name="Engine">How the engine in it works.</param>
public sealed record AgentOptions(EngineOptions Engine)
{
    /// <summary>The only run that it serves; null: all.</summary>
    public RunId? Run { get; init; }

    /// <summary>Cores that it gives to points, 1 or more; null: all of the machine.</summary>
    public int? Slots { get; init; }

    /// <summary>Whether it ends when nothing wants work any more.</summary>
    public bool Once { get; init; }

    /// <summary>What its jobs are told of interruptions; null: nothing ever is.</summary>
    public Interruption? Interruption { get; init; }
}
