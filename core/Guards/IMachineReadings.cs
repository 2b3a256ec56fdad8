namespace Muster.Guards;

/// <summary>Looks at a machine.</summary>
public interface IMachineReadings
{
    /// <summary>A reading without the agent's own work. What cannot be learnt is null in it; it does not throw for that.</summary>
    ValueTask<MachineReading> ReadAsync(CancellationToken cancel);
}
