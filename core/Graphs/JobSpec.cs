using Muster.Resources;
using Muster.Retries;

namespace Muster.Graphs;

/// <summary>One job of a graph: what it runs and after which others, what it keeps, and how often it is tried. It is immutable.</summary>
public sealed record JobSpec
{
    /// <summary>Its id: no other job of the graph has it, nor one that gives the same variable (<see cref="JobVariable"/>).</summary>
    public required string Id { get; init; }

    /// <summary>Shell text that is run (by <c>bash -c</c>).</summary>
    public required string Command { get; init; }

    /// <summary>Longest time that one attempt may take; null: as long as the whole graph may.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The ids of the jobs that must have succeeded before it starts, each once, in file order; default: none.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];

    /// <summary>Environment variables of the job, over those of the graph; default: none.</summary>
    public IReadOnlyDictionary<string, string> Env { get; init; } = NoVariables;

    /// <summary>What is kept as its results, as <see cref="ResultPath"/> reads it; default: nothing.</summary>
    public IReadOnlyList<string> ResultPaths { get; init; } = [];

    /// <summary>When an attempt that failed is tried again; default: never.</summary>
    public RetryPolicy Retry { get; init; } = RetryPolicy.None;

    /// <summary>What it needs of a machine.</summary>
    public ResourceRequest Resources { get; init; } = ResourceRequest.Default;

    private static readonly IReadOnlyDictionary<string, string> NoVariables = new Dictionary<string, string>(StringComparer.Ordinal);
}
