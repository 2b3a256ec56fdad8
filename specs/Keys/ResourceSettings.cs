using Muster.Graphs;
using Muster.Resources;
using Muster.Sweeps;

namespace Muster.Specs.Keys;

/// <summary>What each point, or each job, needs of a machine.</summary>
internal static class ResourceSettings
{
    public static IReadOnlyList<Setting<SweepSpec>> OfSweep { get; } = For<SweepSpec>("each point", "slots follow from it and the machine", (s, change) => s with { Resources = change(s.Resources) });

    public static IReadOnlyList<Setting<JobSpec>> OfJob { get; } = For<JobSpec>("the job", "jobs run at once only where the machine has it for all of them", (s, change) => s with { Resources = change(s.Resources) });

    private static IReadOnlyList<Setting<TSpec>> For<TSpec>(string who, string effect, Func<TSpec, Func<ResourceRequest, ResourceRequest>, TSpec> into) =>
    [
        new Setting<TSpec, decimal>(
            Kinds.Number("a number of cores, more than 0 and up to 4096, such as 2 or 0.5", NumberRange.Above(0, 4096)),
            (s, v) => into(s, r => r with { Cpus = v }))
        {
            Key = "resources.cpus", Default = "1",
            Meaning = $"Cores that {who} takes; {effect}.",
        },
        new Setting<TSpec, long>(Kinds.Memory, (s, v) => into(s, r => r with { MemoryBytes = v }))
        {
            Key = "resources.memory", Default = "not counted",
            Meaning = $"Memory that {who} takes; {effect}.",
        },
        new Setting<TSpec, int>(Kinds.Whole(0, 64), (s, v) => into(s, r => r with { Gpus = v }))
        {
            Key = "resources.gpus", Default = "0",
            Meaning = $"GPUs that {who} takes; it finds theirs in `CUDA_VISIBLE_DEVICES`.",
        },
    ];
}
