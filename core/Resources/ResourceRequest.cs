namespace Muster.Resources;

/// <summary>What one point needs of a machine.</summary>
public sealed record ResourceRequest
{
    /// <summary>One core, no memory stated, no GPU.</summary>
    public static ResourceRequest Default { get; } = new();

    /// <summary>Cores, more than 0 (fractions allowed, such as 0.5); default 1.</summary>
    public decimal Cpus { get; init; } = 1;

    /// <summary>Memory in bytes, more than 0; null: not stated, and not used to count slots.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>GPUs, 0 or more; default 0.</summary>
    public int Gpus { get; init; }
}
