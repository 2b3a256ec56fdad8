namespace Muster.Agent.Processes.Linux.OutOfMemory;

/// <summary>Counts the processes that were killed because memory ran out.</summary>
public interface IMemoryKills
{
    /// <summary>The count now. It is cheap enough to be asked before and after each process.</summary>
    MemoryKillCount Read();
}

/// <summary>How many processes were killed for lack of memory.</summary>
/// <param name="Count">So many so far; null: unknown.</param>
/// <param name="Source">Whose memory it was, for people, such as <c>cgroup /jobs/17</c>.</param>
public readonly record struct MemoryKillCount(long? Count, string Source)
{
    /// <summary>Nobody counts.</summary>
    public static MemoryKillCount Unknown { get; } = new(null, "");
}

/// <summary>Where nobody counts.</summary>
public sealed class NoMemoryKills : IMemoryKills
{
    /// <inheritdoc />
    public MemoryKillCount Read() => MemoryKillCount.Unknown;
}
