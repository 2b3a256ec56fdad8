using Muster.Guards;

namespace Muster.Agent.Guards;

/// <summary>What guards look at.</summary>
public sealed record GuardPorts
{
    /// <summary>The machine.</summary>
    public required IMachineReadings Machine { get; init; }

    /// <summary>What the agent itself does; null: unknown, and then the machine is not idle.</summary>
    public required Func<WorkReading?> Work { get; init; }

    /// <summary>The completion file; null: none is looked for.</summary>
    public ICompletionFile? CompletionFile { get; init; }

    /// <summary>Notices of interruptions; default: none.</summary>
    public IInterruptionNotices Notices { get; init; } = new NoInterruptionNotices();

    /// <summary>The ports of an agent on this machine.</summary>
    /// <param name="spec">What was asked.</param>
    /// <param name="noticeFile">Absolute path of the file in which something else tells of interruptions; null: none.</param>
    /// <param name="work">What the agent itself does.</param>
    /// <param name="time">The clock.</param>
    public static GuardPorts ForThisSystem(GuardSpec spec, string? noticeFile, Func<WorkReading?> work, TimeProvider time) => new()
    {
        Machine = MachineReadings.ForThisSystem(time),
        Work = work,
        CompletionFile = spec.CompletionFile is { } file ? new CompletionFile(file) : null,
        Notices = noticeFile is not null ? new FileInterruptionNotices(noticeFile) : new NoInterruptionNotices(),
    };
}
