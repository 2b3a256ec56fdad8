using Muster.Resources;

namespace Muster.Graphs;

/// <summary>What a machine must have to run a graph at all.</summary>
public static class LeastResources
{
    /// <summary>The most that any job needs of each resource: with it every job can run, one at a time.</summary>
    /// <param name="jobs">One or more.</param>
    public static ResourceRequest Of(IReadOnlyList<JobSpec> jobs) => new()
    {
        Cpus = jobs.Max(job => job.Resources.Cpus),
        MemoryBytes = jobs.Max(job => job.Resources.MemoryBytes),
        Gpus = jobs.Max(job => job.Resources.Gpus),
    };
}
