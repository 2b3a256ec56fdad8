using Muster.Guards;

namespace Muster.Testing.Guards;

/// <summary>A machine that does what a test says; quiet at first.</summary>
public sealed class InMemoryReadings : IMachineReadings
{
    /// <summary>A machine of two cores, a disk and a network on which nothing happens and nobody is logged in.</summary>
    public static MachineReading Quiet { get; } = new()
    {
        CpuBusy = TimeSpan.Zero,
        Cores = 2,
        NetworkBytes = new Dictionary<string, long> { ["eth0"] = 0 },
        DiskBytes = new Dictionary<string, long> { ["vda"] = 0 },
        GpuPercents = [],
        TerminalsIdleFor = [],
    };

    /// <summary>What is read next.</summary>
    public MachineReading Reading { get; set; } = Quiet;

    /// <summary>How often it was read.</summary>
    public int Reads { get; private set; }

    /// <inheritdoc />
    public ValueTask<MachineReading> ReadAsync(CancellationToken cancel)
    {
        Reads++;
        return ValueTask.FromResult(Reading);
    }
}
