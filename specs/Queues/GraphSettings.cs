using Muster.Graphs;
using Muster.Specs.Keys;
using Muster.Sweeps;

namespace Muster.Specs.Queues;

/// <summary>The jobs and how they are gone through: the same in sweep files and in queue files.</summary>
internal static class GraphSettings
{
    private static readonly GraphSpec Empty = new() { Jobs = [] };

    /// <summary>The settings.</summary>
    /// <param name="noJobs">What holds without jobs, in words.</param>
    public static IReadOnlyList<Setting<SweepSpec>> For(string noJobs) =>
    [
        new Setting<SweepSpec, IReadOnlyList<JobSpec>>(new JobsKind(), (s, v) => With(s, g => g with { Jobs = v }))
        {
            Key = "jobs", Default = noJobs,
            Meaning = "A job graph: commands that wait for each other. In a sweep file it is run for each point, in place of one command.",
        },
        new Setting<SweepSpec, int>(Kinds.Whole(1, 1_000_000), (s, v) => With(s, g => g with { MaxParallel = v }))
        {
            Key = "max_parallel", Default = "1",
            Meaning = "Most jobs of a graph that run at once.",
        },
        new Setting<SweepSpec, OnFailure>(Kinds.OneOf(Words.OnFailure), (s, v) => With(s, g => g with { OnFailure = v }))
        {
            Key = "on_failure", Default = "stop",
            Meaning = "What follows when a job has failed for good: no more jobs are started; or only those that depend on it are skipped.",
        },
    ];

    /// <summary>A spec with a change to its graph.</summary>
    public static SweepSpec With(SweepSpec spec, Func<GraphSpec, GraphSpec> change) => spec with { Graph = change(spec.Graph ?? Empty) };
}
