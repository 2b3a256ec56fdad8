namespace Muster.Graphs;

/// <summary>
/// The jobs that are run for each point, and in which order. What concerns the point as a whole (its name, its time, variables for
/// all jobs) stands in the sweep's spec. It is immutable.
/// </summary>
public sealed record GraphSpec
{
    /// <summary>The jobs in file order, one or more. Each dependency is a job of the graph, and they form no cycle.</summary>
    public required IReadOnlyList<JobSpec> Jobs { get; init; }

    /// <summary>What jobs find as <c>QUEUE_ID</c>; null: the run's id.</summary>
    public string? Id { get; init; }

    /// <summary>What follows when a job has failed for good; default <see cref="OnFailure.Stop"/>.</summary>
    public OnFailure OnFailure { get; init; }

    /// <summary>Most jobs of one point that run at once, 1 or more; default 1.</summary>
    public int MaxParallel { get; init; } = 1;

    /// <summary>The S3 bucket that results are copied to; null: none. No effect on this machine.</summary>
    public string? ResultBucket { get; init; }

    /// <summary>What the keys of those copies begin with; null: nothing. No effect on this machine.</summary>
    public string? ResultPrefix { get; init; }
}

/// <summary>What follows when a job has failed for good.</summary>
public enum OnFailure
{
    /// <summary>Nothing more is started; the default.</summary>
    Stop,
    /// <summary>Jobs that depend on it, directly or through others, are skipped; the others run.</summary>
    Continue,
}
