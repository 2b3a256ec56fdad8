namespace Muster.Guards;

/// <summary>
/// What a machine was doing when it was looked at. Null is unknown, which never counts as quiet; an empty list or set says that there is none of it.
/// Counters count from some time on, such as the machine's start; only their growth between two readings means something.
/// </summary>
public sealed record MachineReading
{
    /// <summary>Nothing is known.</summary>
    public static MachineReading Unknown { get; } = new();

    /// <summary>Time that cores were busy, summed over all of them.</summary>
    public TimeSpan? CpuBusy { get; init; }

    /// <summary>Cores, 1 or more.</summary>
    public int? Cores { get; init; }

    /// <summary>Bytes that each network interface received and sent, by its name; without the loopback.</summary>
    public IReadOnlyDictionary<string, long>? NetworkBytes { get; init; }

    /// <summary>Bytes that each whole disk read and wrote, by its name.</summary>
    public IReadOnlyDictionary<string, long>? DiskBytes { get; init; }

    /// <summary>Percent, 0–100, to which each GPU is used now.</summary>
    public IReadOnlyList<double>? GpuPercents { get; init; }

    /// <summary>How long ago somebody typed at each terminal.</summary>
    public IReadOnlyList<TimeSpan>? TerminalsIdleFor { get; init; }

    /// <summary>Points that run here now.</summary>
    public int? PointsRunning { get; init; }

    /// <summary>Points that were started here so far; a counter, so that points too short to be seen running are noticed.</summary>
    public long? PointsStarted { get; init; }

    /// <summary>The same machine with the agent's own work.</summary>
    /// <param name="work">The work; null: unknown.</param>
    public MachineReading With(WorkReading? work) => this with { PointsRunning = work?.Running, PointsStarted = work?.Started };
}

/// <summary>What an agent itself does.</summary>
/// <param name="Running">Points that run now, 0 or more.</param>
/// <param name="Started">Points that it started so far, 0 or more.</param>
public readonly record struct WorkReading(int Running, long Started);
