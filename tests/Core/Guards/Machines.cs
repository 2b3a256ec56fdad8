using FsCheck;
using FsCheck.Fluent;
using Muster.Guards;
using Muster.Testing.Guards;

namespace Muster.Tests.Core.Guards;

/// <summary>Machines to look at.</summary>
internal static class Machines
{
    public static readonly MachineReading Quiet = InMemoryReadings.Quiet.With(new WorkReading(0, 0));

    /// <summary>Every reading with one thing unknown.</summary>
    public static readonly IReadOnlyList<MachineReading> WithOneUnknown =
    [
        Quiet with { CpuBusy = null },
        Quiet with { Cores = null },
        Quiet with { NetworkBytes = null },
        Quiet with { DiskBytes = null },
        Quiet with { GpuPercents = null },
        Quiet with { TerminalsIdleFor = null },
        Quiet with { PointsRunning = null },
        Quiet with { PointsStarted = null },
    ];

    /// <summary>A machine after some seconds of work, as counters say it.</summary>
    public static MachineReading After(double cpuSeconds = 0, long network = 0, long disk = 0) => Quiet with
    {
        CpuBusy = TimeSpan.FromSeconds(cpuSeconds),
        NetworkBytes = Bytes("eth0", network),
        DiskBytes = Bytes("vda", disk),
    };

    public static IReadOnlyDictionary<string, long> Bytes(string name, long count) => new Dictionary<string, long> { [name] = count };

    /// <summary>A reading of any kind, with any part of it unknown, at rest or at work.</summary>
    public static Gen<MachineReading> Any { get; } =
        from cpu in Maybe(Gen.Choose(0, 100_000).Select(number => TimeSpan.FromMilliseconds(number)))
        from cores in Maybe(Gen.Choose(0, 4).Select(number => number))
        from network in MaybeNull(Flow("eth0"))
        from disk in MaybeNull(Flow("vda"))
        from gpus in MaybeNull(Gen.Choose(0, 100).Select(percent => (double)percent).ListOf().Select(list => (IReadOnlyList<double>)[.. list]))
        from terminals in MaybeNull(Gen.Choose(-10, 10_000).Select(number => TimeSpan.FromSeconds(number)).ListOf().Select(list => (IReadOnlyList<TimeSpan>)[.. list]))
        from running in Maybe(Gen.Choose(0, 1))
        from started in Maybe(Gen.Choose(0, 1).Select(number => (long)number))
        select new MachineReading
        {
            CpuBusy = cpu, Cores = cores, NetworkBytes = network, DiskBytes = disk, GpuPercents = gpus, TerminalsIdleFor = terminals, PointsRunning = running, PointsStarted = started,
        };

    private static Gen<IReadOnlyDictionary<string, long>> Flow(string name) => Gen.Choose(0, 3_000_000).Select(count => Bytes(name, count));

    private static Gen<T?> Maybe<T>(Gen<T> known) where T : struct => Gen.Frequency((5, known.Select(value => (T?)value)), (1, Gen.Constant((T?)null)));

    private static Gen<T?> MaybeNull<T>(Gen<T> known) where T : class => Gen.Frequency((5, known.Select(value => (T?)value)), (1, Gen.Constant((T?)null)));
}
