using Muster.Agent.Points;
using Muster.Agent.Processes;
using Muster.Agent.Processes.Linux.OutOfMemory;
using Muster.Coordination;
using Muster.Local.Store;
using Muster.Resources;
using Muster.Runs;
using Muster.Stores;
using Muster.Workers;

namespace Muster.Local.Engine;

/// <summary>What an engine works with.</summary>
public sealed record EngineSetup
{
    /// <summary>The records.</summary>
    public required IRunStore Store { get; init; }

    /// <summary>The durable bytes.</summary>
    public required IBlobStore Blobs { get; init; }

    /// <summary>Absolute path of the folder under which each run has its own.</summary>
    public required string Points { get; init; }

    /// <summary>Starts processes.</summary>
    public required IProcessHost Processes { get; init; }

    /// <summary>The shell that runs commands.</summary>
    public required Shell Shell { get; init; }

    /// <summary>What this machine has to give.</summary>
    public required Machine Machine { get; init; }

    /// <summary>Which engines are of this machine's side of the store, and dead unless they are this one.</summary>
    public EngineHome Home { get; init; } = EngineHome.Only;

    /// <summary>The agent that this engine is, one of several that serve a store; null: it is the only engine of its directory.</summary>
    public AgentHome? Agent { get; init; }

    /// <summary>What its jobs are told of interruptions; null: nothing ever is.</summary>
    public Interruption? Interruption { get; init; }

    /// <summary>Brings what a worker's points leave to the blobs; null: it stays on this machine, which stays.</summary>
    public Func<RunRecord, Sweeps.SweepSpec, string, PointUpload>? Upload { get; init; }

    /// <summary>Counts processes that were killed for lack of memory.</summary>
    public IMemoryKills MemoryKills { get; init; } = Muster.Agent.Processes.Linux.OutOfMemory.MemoryKills.ForThisSystem();

    /// <summary>The only run that is served; null: all.</summary>
    public RunId? Only { get; init; }

    /// <summary>By which variable's value all that it starts is found.</summary>
    internal string Mark => Agent?.Folder ?? Points;

    /// <summary>A run that is left alone although it wants work; null: none.</summary>
    public RunId? Without { get; init; }

    /// <summary>Why its store's directory is not its own any more, asked at each look; null: it is. Default: it always is.</summary>
    public Func<StoreProblemException?> Lost { get; init; } = static () => null;

    /// <summary>What this machine costs in USD per hour, 0 or more; default 0.</summary>
    public decimal UsdPerHour { get; init; }

    /// <summary>The clocks.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Chance, from 0 up to 1.</summary>
    public required Func<double> Chance { get; init; }

    /// <summary>How often it asks the store.</summary>
    public EnginePace Pace { get; init; } = EnginePace.OnThisMachine;
}

/// <summary>How often an engine asks its store: of one on this machine often, of one that counts requests seldom.</summary>
public sealed record EnginePace
{
    /// <summary>For a store on this machine.</summary>
    public static EnginePace OnThisMachine { get; } = new();

    /// <summary>For a store that is far away and charges by the request.</summary>
    public static EnginePace Remote { get; } = new()
    {
        Worker = new()
        {
            RenewEvery = TimeSpan.FromSeconds(10),
            ReportWithin = TimeSpan.FromSeconds(5),
            GroupOutcomes = TimeSpan.FromSeconds(1),
            ClaimAhead = TimeSpan.FromSeconds(2),
        },
        Coordinator = new() { Tick = TimeSpan.FromSeconds(5) },
        LookEvery = TimeSpan.FromSeconds(2),
        TickSpacing = TimeSpan.FromSeconds(1),
        StatusEvery = TimeSpan.FromSeconds(2),
        // Whoever loses or gets a turn says so by writes.
        Share = new() { Turn = TimeSpan.FromSeconds(10) },
    };

    /// <summary>The same, for an agent: it stays when there is nothing to do, so it looks around less often, and ever less while nothing wants work.</summary>
    public EnginePace ForAgents => this with
    {
        LookEvery = LookEvery > TimeSpan.FromSeconds(1) ? LookEvery : TimeSpan.FromSeconds(1),
        LookIdleEvery = TimeSpan.FromSeconds(15),
    };

    /// <summary>Thresholds of workers.</summary>
    public WorkerPolicy Worker { get; init; } = new() { ReportWithin = TimeSpan.FromSeconds(1) };

    /// <summary>Thresholds of coordinators.</summary>
    public CoordinatorPolicy Coordinator { get; init; } = new() { Tick = TimeSpan.FromSeconds(1) };

    /// <summary>Thresholds of how runs share the machine; turns are looked at with the store, so they end up to <see cref="LookEvery"/> later.</summary>
    public SharePolicy Share { get; init; } = new();

    /// <summary>How often the store is asked whether other processes changed it; default 250 ms.</summary>
    public TimeSpan LookEvery { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How often it is asked while nothing wants work: from <see cref="LookEvery"/> on doubled up to this; default: as often as else.</summary>
    public TimeSpan LookIdleEvery { get; init; }

    /// <summary>How often somebody who watches reads a run's status; default: whenever the screen is drawn.</summary>
    public TimeSpan StatusEvery { get; init; } = TimeSpan.Zero;

    /// <summary>How far apart two ticks of a run's coordinator are at least, however much happens; default 20 ms.</summary>
    public TimeSpan TickSpacing { get; init; } = TimeSpan.FromMilliseconds(20);
}
