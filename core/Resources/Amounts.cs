namespace Muster.Resources;

/// <summary>An amount of each thing that points need.</summary>
internal readonly record struct Amounts(decimal Cpus, decimal Memory, long Gpus)
{
    /// <summary>What a machine has. Memory that could not be learnt never runs short: runs that state theirs get no worker on such a machine.</summary>
    public static Amounts Of(Machine machine) => new(machine.Cpus, machine.MemoryBytes ?? long.MaxValue, machine.Gpus.Count);

    public static Amounts Of(ResourceRequest request) => new(request.Cpus, request.MemoryBytes ?? 0, request.Gpus);

    public bool Covers(Amounts other) => Cpus >= other.Cpus && Memory >= other.Memory && Gpus >= other.Gpus;

    public static Amounts Least(Amounts a, Amounts b) => new(Math.Min(a.Cpus, b.Cpus), Math.Min(a.Memory, b.Memory), Math.Min(a.Gpus, b.Gpus));

    public static Amounts operator +(Amounts a, Amounts b) => new(a.Cpus + b.Cpus, a.Memory + b.Memory, a.Gpus + b.Gpus);

    public static Amounts operator -(Amounts a, Amounts b) => new(a.Cpus - b.Cpus, a.Memory - b.Memory, a.Gpus - b.Gpus);

    public static Amounts operator *(Amounts a, int times) => new(a.Cpus * times, a.Memory * times, a.Gpus * times);
}
