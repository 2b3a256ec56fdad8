namespace Muster.Guards;

/// <summary>What guards saw at one look.</summary>
public sealed record GuardFacts
{
    /// <summary>The time (UTC).</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The time on a monotonic clock that starts anywhere.</summary>
    public required TimeSpan At { get; init; }

    /// <summary>A reading of the machine, with the agent's work; null: none was due.</summary>
    public MachineReading? Reading { get; init; }

    /// <summary>Whether the completion file is there; null: that could not be told, or there is none to look for.</summary>
    public bool? CompletionFileIsThere { get; init; }

    /// <summary>The notice that stands; null: none.</summary>
    public InterruptionNotice? Notice { get; init; }
}
