namespace Muster.Fleet;

/// <summary>A wish for a whole machine, which whoever owns machines carries out; an agent only records it.</summary>
public sealed record MachineIntent
{
    /// <summary>The machine's id at its provider; the key.</summary>
    public required string Instance { get; init; }

    /// <summary>What is wished.</summary>
    public required MachineWish Wish { get; init; }

    /// <summary>Why, for people.</summary>
    public required string Reason { get; init; }

    /// <summary>When it was asked (UTC).</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>The agent that asked.</summary>
    public required string Agent { get; init; }
}

/// <summary>What may be wished for a machine.</summary>
public enum MachineWish
{
    /// <summary>To be stopped; its disks stay.</summary>
    Stop,
    /// <summary>To be ended for good.</summary>
    Terminate,
    /// <summary>To be stopped with its memory kept.</summary>
    Hibernate,
}
