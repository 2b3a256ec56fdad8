using Muster.Points;

namespace Muster.Graphs;

/// <summary>
/// Where a point's graph stands: a line for each job. It changes by events only, so that applying the same events anew, as after a crash, gives
/// the same state. Not safe for use by several threads.
/// </summary>
public sealed class GraphState
{
    private readonly GraphSpec spec;
    private readonly JobGraph graph;
    private readonly JobRecord[] jobs;

    /// <summary>The state of a graph of which nothing was run.</summary>
    public GraphState(GraphSpec spec)
        : this(spec, Enumerable.Repeat(JobRecord.New, spec.Jobs.Count))
    {
    }

    /// <summary>A state as it was kept.</summary>
    /// <param name="spec">The graph.</param>
    /// <param name="jobs">A line for each of its jobs, in file order.</param>
    /// <param name="header">What else is known of it.</param>
    /// <exception cref="ArgumentException">There are more lines, or fewer.</exception>
    internal GraphState(GraphSpec spec, IEnumerable<JobRecord> jobs, GraphHeader header = default)
    {
        (Version, Epoch, PointAttempt, Spent) = header;
        (this.spec, graph, this.jobs) = (spec, JobGraph.Of(spec.Jobs), [.. jobs]);
        if (this.jobs.Length != spec.Jobs.Count)
            throw new ArgumentException($"The state has {this.jobs.Length} jobs, but the graph has {spec.Jobs.Count}.", nameof(jobs));
    }

    /// <summary>How many events led here.</summary>
    public long Version { get; private set; }

    /// <summary>The chunk's epoch under which it was taken up last; 0: never. Of two states the one with the higher epoch is the later; under one epoch the one with more events.</summary>
    public long Epoch { get; private set; }

    /// <summary>The point's attempt under which it was taken up last, 1-based, counting only those that are charged; 0: never.</summary>
    public int PointAttempt { get; private set; }

    /// <summary>How long it ran under that attempt, in all: what its timeout counts. What a crash took away is not in it.</summary>
    public TimeSpan Spent { get; private set; }

    /// <summary>The jobs' lines, in file order.</summary>
    public IReadOnlyList<JobRecord> Jobs => jobs;

    /// <summary>The graph.</summary>
    public GraphSpec Spec => spec;

    /// <summary>Who waits for whom.</summary>
    public JobGraph Graph => graph;

    /// <summary>Whether a job may run: all that it depends on have succeeded.</summary>
    public bool IsFree(int job) => graph.DependenciesOf(job).All(dependency => jobs[dependency].State == JobState.Succeeded);

    /// <summary>Something happened.</summary>
    /// <exception cref="Runs.IllegalTransitionException">It cannot have happened in this state.</exception>
    public void Apply(GraphEvent news)
    {
        switch (news)
        {
            case GraphEvent.TakenUp taken:
                TakeUp(taken);
                break;
            case GraphEvent.JobStarted(var job, var at):
                Move(job, JobState.Running, line => line with { RunningSince = at, NotBefore = null });
                break;
            case GraphEvent.JobNotStarted(var job, var notBefore):
                Move(job, JobState.Pending, line => line with { RunningSince = null, NotBefore = notBefore });
                break;
            case GraphEvent.JobEnded ended:
                End(ended);
                break;
            case GraphEvent.GivenUp(var state, var reason):
                GiveUp(state, reason);
                break;
            case GraphEvent.TimeSpent(var spent):
                Spent = spent;
                break;
            default:
                throw new ArgumentException($"An unknown event: {news.GetType().Name}.", nameof(news));
        }

        Version++;
    }

    private void TakeUp(GraphEvent.TakenUp taken)
    {
        for (var job = 0; job < jobs.Length; job++)
        {
            var line = jobs[job];
            if (line.State == JobState.Running && !taken.Survivors.Contains(job))
                Move(job, JobState.Pending, _ => Lost(line, taken.Outputs.FirstOrDefault(lost => lost.Job == job)?.Output));
            else if (taken.PointAttempt != PointAttempt && line.State is JobState.Failed or JobState.Skipped or JobState.Cancelled)
                Move(job, JobState.Pending, _ => line with { Reason = null });
        }

        if (taken.PointAttempt != PointAttempt)
            BeginAnew();
        (Epoch, PointAttempt) = (taken.Epoch, taken.PointAttempt);
    }

    /// <summary>Another attempt of the point gives its jobs their time and their attempts anew.</summary>
    private void BeginAnew()
    {
        Spent = TimeSpan.Zero;
        for (var job = 0; job < jobs.Length; job++)
            if (jobs[job].State == JobState.Pending)
                jobs[job] = jobs[job] with { Uncounted = jobs[job].Attempts.Count, NotBefore = null };
    }

    private static JobRecord Lost(JobRecord line, string? output) => line with
    {
        RunningSince = null,
        Attempts = [.. line.Attempts, new AttemptRecord { Number = line.NextAttempt, End = AttemptEnd.Lost, StartedAt = line.RunningSince!.Value, Output = output, Note = "Its worker died." }],
    };

    private void End(GraphEvent.JobEnded ended)
    {
        Move(ended.Job, ended.Next, line => line with
        {
            Attempts = [.. line.Attempts, ended.Attempt],
            RunningSince = null,
            NotBefore = ended.NotBefore,
            Reason = ended.Reason,
            Checkpoint = ended.Checkpoint ?? line.Checkpoint,
            Metrics = ended.Metrics,
        });
        if (ended.Next != JobState.Failed)
            return;
        var reason = $"Job '{spec.Jobs[ended.Job].Id}' failed.";
        if (spec.OnFailure == OnFailure.Stop)
            GiveUp(JobState.Skipped, reason);
        else
            SkipDependents(ended.Job, reason);
    }

    private void GiveUp(JobState state, string reason)
    {
        for (var job = 0; job < jobs.Length; job++)
            if (jobs[job].State == JobState.Pending)
                Move(job, state, line => line with { NotBefore = null, Reason = reason });
    }

    private void SkipDependents(int failed, string reason)
    {
        var next = new Stack<int>([failed]);
        while (next.TryPop(out var job))
        {
            foreach (var dependent in graph.DependentsOf(job).Where(dependent => jobs[dependent].State == JobState.Pending))
            {
                Move(dependent, JobState.Skipped, line => line with { NotBefore = null, Reason = reason });
                next.Push(dependent);
            }
        }
    }

    private void Move(int job, JobState to, Func<JobRecord, JobRecord> change)
    {
        JobTransitions.Require(jobs[job].State, to);
        jobs[job] = change(jobs[job]) with { State = to };
    }
}

/// <summary>What is known of a graph as a whole; see the members of <see cref="GraphState"/>.</summary>
internal readonly record struct GraphHeader(long Version, long Epoch, int PointAttempt, TimeSpan Spent);
