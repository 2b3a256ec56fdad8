using Muster.Guards;

namespace Muster.Agent.Guards.Linux;

/// <summary>Looks at a Linux machine through its own files.</summary>
/// <param name="root">Where <c>proc</c>, <c>sys</c>, <c>dev</c> and <c>run</c> are: <c>/</c>.</param>
/// <param name="nvidia">Asks for the GPUs of NVIDIA.</param>
/// <param name="time">The clock by which terminals are idle.</param>
internal sealed class LinuxReadings(string root, IGpuReadings nvidia, TimeProvider time) : IMachineReadings
{
    /// <inheritdoc />
    public async ValueTask<MachineReading> ReadAsync(CancellationToken cancel)
    {
        var gpus = GpuReadings.ReadAsync(root, nvidia, cancel);
        var reading = await Offloaded.Run(Read, cancel);
        return reading with { GpuPercents = await gpus };
    }

    private MachineReading Read()
    {
        var cpu = Readings.Try(() => CpuStat.Parse(File.ReadLines(Path.Join(root, "proc/stat"))));
        return new()
        {
            CpuBusy = cpu?.Busy,
            Cores = cpu?.Cores,
            NetworkBytes = Readings.Try(() => NetworkStat.Parse(File.ReadLines(Path.Join(root, "proc/net/dev")))),
            DiskBytes = Readings.Try(() => DiskStat.Parse(File.ReadLines(Path.Join(root, "proc/diskstats")), IsWholeDisk)),
            TerminalsIdleFor = Readings.Try(() => Terminals.IdleFor(root, time.GetUtcNow())),
        };
    }

    // Loop devices, memory disks, RAID and volumes have no device of their own: what they move moves on a disk or network below, or in memory.
    private bool IsWholeDisk(string name) => Path.Exists(Path.Join(root, "sys/block", name.Replace('/', '!'), "device"));
}
