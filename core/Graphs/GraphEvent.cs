using Muster.Points;

namespace Muster.Graphs;

/// <summary>Something that happened to a point's graph. The events in order give its state (<see cref="GraphState.Apply"/>), so they are what a journal keeps.</summary>
public abstract record GraphEvent
{
    private GraphEvent() { }

    /// <summary>
    /// A worker took the graph up: what ran before is lost, unless the worker says that it goes on. Under another attempt of the point, what had failed is tried anew.
    /// </summary>
    /// <param name="Epoch">The chunk's epoch under which the worker owns the point.</param>
    /// <param name="PointAttempt">The point's attempt, 1-based, counting only those that are charged.</param>
    /// <param name="At">When (UTC).</param>
    public sealed record TakenUp(long Epoch, int PointAttempt, DateTimeOffset At) : GraphEvent
    {
        /// <summary>The places of jobs whose attempts go on; default: none.</summary>
        public IReadOnlyList<int> Survivors { get; init; } = [];

        /// <summary>What lost attempts had written, where that is known; default: of none.</summary>
        public IReadOnlyList<LostOutput> Outputs { get; init; } = [];
    }

    /// <summary>An attempt of a job is about to be started.</summary>
    /// <param name="Job">The job's place in the file, from 0.</param>
    /// <param name="At">When (UTC).</param>
    public sealed record JobStarted(int Job, DateTimeOffset At) : GraphEvent;

    /// <summary>An attempt of a job could not be started by the machine; it is no attempt.</summary>
    /// <param name="Job">The job's place in the file, from 0.</param>
    /// <param name="NotBefore">When it is tried again (UTC).</param>
    public sealed record JobNotStarted(int Job, DateTimeOffset NotBefore) : GraphEvent;

    /// <summary>An attempt of a job ended.</summary>
    /// <param name="Job">The job's place in the file, from 0.</param>
    /// <param name="Attempt">The attempt.</param>
    /// <param name="Next">Where the job stands now.</param>
    /// <param name="NotBefore">When it is tried again (UTC); null: at once, or not at all.</param>
    /// <param name="Reason">Why it is not tried again, as a sentence; null: it is, or it succeeded.</param>
    public sealed record JobEnded(int Job, AttemptRecord Attempt, JobState Next, DateTimeOffset? NotBefore, string? Reason) : GraphEvent
    {
        /// <summary>Where its checkpoint is kept (<see cref="JobRecord.Checkpoint"/>); null: where it was before.</summary>
        public string? Checkpoint { get; init; }

        /// <summary>Where the metrics that it wrote are (<see cref="JobRecord.Metrics"/>); null: it wrote none.</summary>
        public string? Metrics { get; init; }
    }

    /// <summary>The graph is given up: what waits is not run.</summary>
    /// <param name="State">What becomes of the jobs that wait: skipped or cancelled.</param>
    /// <param name="Reason">Why, as a sentence.</param>
    public sealed record GivenUp(JobState State, string Reason) : GraphEvent;

    /// <summary>The graph has run for so long in all, under the point's attempt.</summary>
    /// <param name="Spent">The time, 0 or more.</param>
    public sealed record TimeSpent(TimeSpan Spent) : GraphEvent;
}
