using Muster.Units;

namespace Muster.Resources;

/// <summary>How many points a machine runs at once, or why not even one. Nothing is ever oversubscribed.</summary>
public sealed class SlotPlan
{
    private SlotPlan(int slots, string? problem)
    {
        Slots = slots;
        Problem = problem;
    }

    /// <summary>Points that run at once; 0 exactly when there is a <see cref="Problem"/>.</summary>
    public int Slots { get; }

    /// <summary>Why not even one point fits: each resource with what is wanted and what is there; null: at least one fits.</summary>
    public string? Problem { get; }

    /// <summary>The plan for points that each need <paramref name="request"/>; by default one point per core.</summary>
    public static SlotPlan For(Machine machine, ResourceRequest request)
    {
        var shortages = ShortagesOf(machine, request).ToList();
        if (shortages.Count > 0) return new(0, $"Not even one point fits on this machine: {string.Join("; ", shortages)}");
        var slots = decimal.Floor(machine.Cpus / request.Cpus);
        if (request.MemoryBytes is { } memory) slots = Math.Min(slots, decimal.Floor(machine.MemoryBytes!.Value / (decimal)memory));
        if (request.Gpus > 0) slots = Math.Min(slots, machine.Gpus.Count / request.Gpus);
        return new((int)Math.Min(slots, int.MaxValue), null);
    }

    private static IEnumerable<string> ShortagesOf(Machine machine, ResourceRequest request)
    {
        if (request.Cpus > machine.Cpus)
            yield return $"it wants {request.Cpus} cores (resources.cpus), and there are {machine.Cpus}";
        if (request.MemoryBytes is { } memory && !(memory <= machine.MemoryBytes))
            yield return $"it wants {MemorySize.Format(memory)} of memory (resources.memory), and there is {TextOf(machine.MemoryBytes)}";
        if (request.Gpus > machine.Gpus.Count)
            yield return $"it wants {request.Gpus} GPUs (resources.gpus), and there are {machine.Gpus.Count}";
    }

    private static string TextOf(long? memory) => memory is { } bytes ? $"{bytes >> 20}MiB" : "an amount that could not be learnt";
}
