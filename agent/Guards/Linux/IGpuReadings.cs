namespace Muster.Agent.Guards.Linux;

/// <summary>Asks how much GPUs of one make are used.</summary>
internal interface IGpuReadings
{
    /// <summary>Whether there is anything to ask.</summary>
    bool IsThere { get; }

    /// <summary>Percent of each; null: unknown.</summary>
    ValueTask<IReadOnlyList<double>?> ReadAsync(CancellationToken cancel);
}
