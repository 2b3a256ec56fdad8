namespace Muster.Specs.Keys;

/// <summary>What each point needs of a machine.</summary>
internal static class ResourceSettings
{
    public static IReadOnlyList<Setting> All { get; } =
    [
        new Setting<decimal>(
            Kinds.Number("a number of cores, more than 0 and up to 4096, such as 2 or 0.5", NumberRange.Above(0, 4096)),
            (s, v) => s with { Resources = s.Resources with { Cpus = v } })
        {
            Key = "resources.cpus", Default = "1",
            Meaning = "Cores that each point takes; slots follow from it and the machine.",
        },
        new Setting<long>(Kinds.Memory, (s, v) => s with { Resources = s.Resources with { MemoryBytes = v } })
        {
            Key = "resources.memory", Default = "not counted",
            Meaning = "Memory that each point takes; slots follow from it and the machine.",
        },
        new Setting<int>(Kinds.Whole(0, 64), (s, v) => s with { Resources = s.Resources with { Gpus = v } })
        {
            Key = "resources.gpus", Default = "0",
            Meaning = "GPUs that each point takes; it finds theirs in `CUDA_VISIBLE_DEVICES`.",
        },
    ];
}
