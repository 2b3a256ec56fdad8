using Muster.Resources;
using Muster.Sweeps;

namespace Muster.Graphs;

/// <summary>What the jobs of one point may use together. A point's slot has room for as many of the largest jobs as may run at once, as far as the machine goes.</summary>
/// <param name="Cpus">Cores, more than 0.</param>
/// <param name="MemoryBytes">Bytes of memory; null: not counted.</param>
/// <param name="Gpus">GPUs, 0 or more.</param>
public readonly record struct JobRoom(decimal Cpus, long? MemoryBytes, int Gpus)
{
    /// <summary>What one point of a spec takes of a machine: of a graph, what its jobs take that run at once.</summary>
    public static ResourceRequest RequestOf(SweepSpec spec, Machine machine) => spec.Graph is { } graph ? WantedOf(graph, machine) : spec.Resources;

    /// <summary>The room that a graph wants of a machine; what one job alone needs and the machine has not is for <see cref="SlotPlan"/> to tell.</summary>
    public static ResourceRequest WantedOf(GraphSpec graph, Machine machine)
    {
        var least = LeastResources.Of(graph.Jobs);
        var most = graph.MaxParallel;
        var cpus = Top(graph.Jobs.Select(job => job.Resources.Cpus), most).Sum();
        var memory = Top(graph.Jobs.Select(job => job.Resources.MemoryBytes ?? 0), most).Sum();
        var gpus = Top(graph.Jobs.Select(job => job.Resources.Gpus), most).Sum();
        return new()
        {
            Cpus = Math.Max(least.Cpus, Math.Min(cpus, machine.Cpus)),
            MemoryBytes = memory == 0 ? null : Math.Max(least.MemoryBytes ?? 0, Math.Min(memory, machine.MemoryBytes ?? memory)),
            Gpus = Math.Max(least.Gpus, Math.Min(gpus, machine.Gpus.Count)),
        };
    }

    /// <summary>The room of a request.</summary>
    public static JobRoom Of(ResourceRequest request) => new(request.Cpus, request.MemoryBytes, request.Gpus);

    /// <summary>Whether one more job fits.</summary>
    public bool Fits(ResourceRequest job) =>
        job.Cpus <= Cpus && (MemoryBytes is not { } free || (job.MemoryBytes ?? 0) <= free) && job.Gpus <= Gpus;

    /// <summary>The room with a job in it; it may be less than nothing, where one job alone needs more.</summary>
    public JobRoom Less(ResourceRequest job) => new(Cpus - job.Cpus, MemoryBytes - (job.MemoryBytes ?? 0), Gpus - job.Gpus);

    /// <summary>The room when a job has left it.</summary>
    public JobRoom And(ResourceRequest job) => new(Cpus + job.Cpus, MemoryBytes + (job.MemoryBytes ?? 0), Gpus + job.Gpus);

    private static IEnumerable<T> Top<T>(IEnumerable<T> values, int most) => values.OrderDescending().Take(most);
}
