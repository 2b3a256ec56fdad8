using Muster.Guards;

namespace Muster.Agent.Guards;

/// <summary>Readings where nothing can be learnt about a machine, so that it never is idle.</summary>
public sealed class UnknownReadings : IMachineReadings
{
    /// <inheritdoc />
    public ValueTask<MachineReading> ReadAsync(CancellationToken cancel) => ValueTask.FromResult(MachineReading.Unknown);
}
