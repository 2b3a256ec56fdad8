using Muster.Agent.Output;

namespace Muster.Agent.Processes;

/// <summary>All that is needed to start one command.</summary>
public sealed class ProcessStart
{
    /// <summary>What is run; made once per run and shared by its points.</summary>
    public required CommandLine Command { get; init; }

    /// <summary>Environment that all points of the run share; made once.</summary>
    public required EnvironmentTemplate Environment { get; init; }

    /// <summary>Variables of this point, with distinct names; they beat those of <see cref="Environment"/>.</summary>
    public IReadOnlyList<EnvironmentVariable> Variables { get; init; } = [];

    /// <summary>Absolute path of the working directory, which exists.</summary>
    public required string Directory { get; init; }

    /// <summary>Where standard output goes.</summary>
    public required OutputFile Stdout { get; init; }

    /// <summary>Where standard error goes; may be the same file as <see cref="Stdout"/>.</summary>
    public required OutputFile Stderr { get; init; }

    /// <summary>When it is ended.</summary>
    public required ProcessLimits Limits { get; init; }

    /// <summary>
    /// Whether it leads a session of its own, so that the end of the engine's terminal does not reach it; default false: a
    /// process group of its own in the engine's session, which keeps it in the scheduler's share of that session.
    /// </summary>
    public bool OwnSession { get; init; }
}

/// <summary>When and how a process is ended; made once per run.</summary>
/// <param name="Timeout">Longest time it may run, more than zero.</param>
public sealed record ProcessLimits(TimeSpan Timeout)
{
    /// <summary>Time between the request to end (SIGTERM) and force (SIGKILL), zero or more; default 10 s.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The time when somebody asks it to end, where that may be another than <see cref="Grace"/>; null: it never is.</summary>
    public Func<TimeSpan>? GraceNow { get; init; }

    /// <summary>A signal sent to the group before the timeout; null: none.</summary>
    public TimedSignal? Early { get; init; }
}

/// <summary>A signal and the moment it is sent.</summary>
/// <param name="Signal">The signal's number on this system; see <see cref="Signals"/>.</param>
/// <param name="Before">How long before the timeout, more than zero and less than the timeout.</param>
public readonly record struct TimedSignal(int Signal, TimeSpan Before);
