using Muster.Points;
using Muster.Retries;
using Muster.Workers;

namespace Muster.Graphs;

/// <summary>
/// Decides how a point's graph runs, as a pure state machine: its host tells it what happened and when, writes down the events
/// (<see cref="TakeEvents"/>), then does what it asks for (<see cref="TakeEffects"/>). Jobs start in Kahn's order: of those whose dependencies have succeeded, always
/// the first of the file, while fewer than <c>max_parallel</c> run and there is room. Calls must not overlap; after one or several the host calls
/// <see cref="Wake"/>, and again at <see cref="NextWake"/>.
/// </summary>
public sealed class GraphRun
{
    private const string Cancelled = "The point was cancelled.";
    private const string TimeIsUp = "The time of all jobs together was up.";

    private readonly GraphState state;
    private readonly GraphRunSetup setup;
    private readonly List<GraphEvent> events = [];
    private readonly List<GraphEffect> effects = [];
    private readonly PriorityQueue<int, int> ready = new();
    private readonly PriorityQueue<int, (TimeSpan At, int Job)> waiting = new();
    private readonly HashSet<int> running = [];
    private readonly int[] waitsFor;
    private readonly TimeSpan began;
    private readonly TimeSpan spentBefore;
    private JobRoom room;
    private int open;
    private AttemptEnd? ending;
    private bool endingAtOnce;
    private bool isStopping;
    private int firstFailed;

    /// <summary>Takes up a graph.</summary>
    /// <param name="state">Where it stands; the run changes it from now on.</param>
    /// <param name="setup">What it is told.</param>
    /// <param name="epoch">The chunk's epoch under which the worker owns the point.</param>
    /// <param name="pointAttempt">The point's attempt, 1-based.</param>
    /// <param name="found">What the worker before left on this machine.</param>
    /// <param name="now">The moment.</param>
    public GraphRun(GraphState state, GraphRunSetup setup, long epoch, int pointAttempt, GraphLeftovers found, Moment now)
    {
        (this.state, this.setup, room, began) = (state, setup, setup.Room, now.Monotonic);
        Happened(new GraphEvent.TakenUp(epoch, pointAttempt, now.Utc) { Survivors = found.Survivors, Outputs = found.Outputs });
        spentBefore = state.Spent;
        StopIfOneFailed();
        open = CountOpen();
        waitsFor = new int[state.Jobs.Count];
        for (var job = 0; job < waitsFor.Length; job++)
        {
            waitsFor[job] = state.Graph.DependenciesOf(job).Count(dependency => state.Jobs[dependency].State != JobState.Succeeded);
            if (state.Jobs[job].State.HasEnded())
                continue;
            if (state.Jobs[job].State == JobState.Running)
                Begin(job, setup.Timeout); // from when the survivor started; when the graph's own time is up, Wake ends it
            else if (waitsFor[job] == 0)
                Queue(job, now);
        }

        if (isStopping)
            EndAll(AttemptEnd.Cancelled, atOnce: false);
    }

    /// <summary>Where it stands.</summary>
    public GraphState State => state;

    /// <summary>Whether nothing runs, and nothing more will.</summary>
    public bool IsOver => running.Count == 0 && (ending is not null || open == 0);

    /// <summary>How it ended; only when it is over.</summary>
    public GraphOutcome Outcome => Decide();

    /// <summary>When it must be woken at the latest, by the monotonic clock; null: only by news.</summary>
    public TimeSpan? NextWake { get; private set; }

    /// <summary>The places of the jobs that run.</summary>
    public IReadOnlyCollection<int> Running => running;

    /// <summary>Takes what happened since the last call, in order, to be written down before the effects are done.</summary>
    public IReadOnlyList<GraphEvent> TakeEvents() => Take(events);

    /// <summary>Takes what it wants done, in order; each is given out once.</summary>
    public IReadOnlyList<GraphEffect> TakeEffects() => Take(effects);

    /// <summary>How long it has run under the point's attempt, in all.</summary>
    public TimeSpan SpentAt(Moment now) => spentBefore + (now.Monotonic - began);

    /// <summary>An attempt has ended.</summary>
    /// <param name="job">The job's place in the file.</param>
    /// <param name="attempt">The attempt.</param>
    /// <param name="left">What else it left behind.</param>
    /// <param name="now">The moment.</param>
    public void JobEnded(int job, AttemptRecord attempt, JobLeft left, Moment now)
    {
        Leave(job);
        EndWhenTimeIsUp(now); // an attempt that may take as long as the graph itself is timed out in the same moment
        var (next, notBefore, reason) = After(job, attempt, now);
        Happened(new GraphEvent.JobEnded(job, attempt, next, notBefore, reason) { Checkpoint = left.Checkpoint, Metrics = left.Metrics });
        switch (next)
        {
            case JobState.Pending:
                Queue(job, now);
                break;
            case JobState.Succeeded:
                open--;
                FreeDependents(job, now);
                break;
            case JobState.Failed:
                open = CountOpen();
                StopOthers(job);
                break;
            default:
                open--;
                break;
        }
    }

    /// <summary>The machine could not start an attempt: none is counted, and the job waits a little.</summary>
    /// <param name="job">The job's place in the file.</param>
    /// <param name="now">The moment.</param>
    public void JobNotStarted(int job, Moment now)
    {
        Leave(job);
        Happened(new GraphEvent.JobNotStarted(job, now.Utc + setup.ProblemPause));
        if (isStopping)
            GiveUp(JobState.Skipped, $"Job '{FirstFailed()}' failed.");
        else if (ending is AttemptEnd.Cancelled or AttemptEnd.TimedOut)
            GiveUp(ending.Value);
        else
            Queue(job, now);
    }

    /// <summary>Asks it to end: what runs is ended, and nothing more is started. The first reason stays.</summary>
    /// <param name="why">Interrupted, Cancelled or TimedOut.</param>
    /// <param name="atOnce">Without grace.</param>
    public void End(AttemptEnd why, bool atOnce)
    {
        if (ending is not null && (endingAtOnce || !atOnce))
            return;
        (ending, endingAtOnce) = (ending ?? why, atOnce);
        EndAll(ending.Value, atOnce);
        GiveUp(ending.Value);
    }

    /// <summary>Time has passed.</summary>
    public void Wake(Moment now)
    {
        var left = EndWhenTimeIsUp(now);
        while (waiting.TryPeek(out var job, out var due) && due.At <= now.Monotonic)
        {
            waiting.Dequeue();
            ready.Enqueue(job, job);
        }

        if (ending is null && !isStopping)
            Start(left, now);
        NextWake = IsOver ? null : NextTime(left, now);
    }

    /// <summary>Writes down how long it has run: before it is kept elsewhere, and before it ends.</summary>
    public void NoteTime(Moment now) => Happened(new GraphEvent.TimeSpent(SpentAt(now)));

    private static IReadOnlyList<T> Take<T>(List<T> list)
    {
        if (list.Count == 0)
            return [];
        var taken = list.ToArray();
        list.Clear();
        return taken;
    }

    private void Happened(GraphEvent news)
    {
        state.Apply(news);
        events.Add(news);
    }

    /// <summary>
    /// A wait was told by some machine's wall clock, which may be hours wrong: so a job waits no longer than its policy or a pause asks for, and by the monotonic clock.
    /// </summary>
    private void Queue(int job, Moment now)
    {
        if (state.Jobs[job].NotBefore is not { } at)
        {
            ready.Enqueue(job, job);
            return;
        }

        var longest = state.Spec.Jobs[job].Retry.MaxDelay is var policy && policy > setup.ProblemPause ? policy : setup.ProblemPause;
        var wait = at - now.Utc;
        waiting.Enqueue(job, (now.Monotonic + (wait < longest ? wait : longest), job));
    }

    private TimeSpan EndWhenTimeIsUp(Moment now)
    {
        var left = setup.Timeout - SpentAt(now);
        if (left <= TimeSpan.Zero && open > 0)
            End(AttemptEnd.TimedOut, atOnce: false);
        return left;
    }

    private void FreeDependents(int job, Moment now)
    {
        foreach (var dependent in state.Graph.DependentsOf(job))
            if (--waitsFor[dependent] == 0 && state.Jobs[dependent].State == JobState.Pending)
                Queue(dependent, now);
    }

    private void Start(TimeSpan left, Moment now)
    {
        while (running.Count < state.Spec.MaxParallel && ready.TryPeek(out var job, out _))
        {
            if (state.Jobs[job].State != JobState.Pending)
            {
                ready.Dequeue(); // skipped meanwhile
                continue;
            }

            var spec = state.Spec.Jobs[job];
            if (running.Count > 0 && !room.Fits(spec.Resources))
                return; // the first of the file goes first, so that a large job is not passed by small ones for ever
            ready.Dequeue();
            Happened(new GraphEvent.JobStarted(job, now.Utc));
            Begin(job, left);
        }
    }

    private void Begin(int job, TimeSpan left)
    {
        var spec = state.Spec.Jobs[job];
        running.Add(job);
        room = room.Less(spec.Resources);
        effects.Add(new GraphEffect.StartJob(job, state.Jobs[job].NextAttempt, spec.Timeout is { } own && own < left ? own : left));
    }

    private void Leave(int job)
    {
        if (!running.Remove(job))
            throw new InvalidOperationException($"Job '{state.Spec.Jobs[job].Id}' does not run.");
        room = room.And(state.Spec.Jobs[job].Resources);
    }

    /// <summary>What becomes of a job after an attempt.</summary>
    private (JobState Next, DateTimeOffset? NotBefore, string? Reason) After(int job, AttemptRecord attempt, Moment now)
    {
        if (attempt is { End: AttemptEnd.Exited, ExitCode: 0 })
            return (JobState.Succeeded, null, null);
        if (ending == AttemptEnd.Cancelled || (attempt.End == AttemptEnd.Cancelled && !isStopping))
            return (JobState.Cancelled, null, Cancelled);
        if (attempt.End == AttemptEnd.Cancelled)
            return (JobState.Cancelled, null, EndedSince());
        if (ending == AttemptEnd.TimedOut)
            return (JobState.Failed, null, TimeIsUp);
        var charged = state.Jobs[job].ChargedAttempts + (attempt.IsCharged ? 1 : 0);
        var decision = RetryDecision.For(state.Spec.Jobs[job].Retry, attempt, charged, setup.Chance);
        if (decision.After is not { } wait)
            return (JobState.Failed, null, decision.Reason);
        return isStopping ? (JobState.Cancelled, null, EndedSince())
            : (JobState.Pending, wait > TimeSpan.Zero ? now.Utc + wait : null, null);
    }

    private void StopOthers(int failed)
    {
        if (state.Spec.OnFailure != OnFailure.Stop || isStopping)
            return;
        (isStopping, firstFailed) = (true, failed);
        EndAll(AttemptEnd.Cancelled, atOnce: false);
    }

    /// <summary>The worker before may have died while it ended what ran beside the job that failed; that is not started again.</summary>
    private void StopIfOneFailed()
    {
        firstFailed = Enumerable.Range(0, state.Jobs.Count).FirstOrDefault(job => state.Jobs[job].State == JobState.Failed, -1);
        isStopping = state.Spec.OnFailure == OnFailure.Stop && firstFailed >= 0;
        if (isStopping)
            GiveUp(JobState.Skipped, $"Job '{FirstFailed()}' failed.");
    }

    private void EndAll(AttemptEnd why, bool atOnce)
    {
        foreach (var job in running.Order())
            effects.Add(new GraphEffect.EndJob(job, why, atOnce));
    }

    private string EndedSince() => $"It was ended, since job '{FirstFailed()}' failed.";

    private string FirstFailed() => state.Spec.Jobs[firstFailed].Id;

    private void GiveUp(AttemptEnd why)
    {
        if (why == AttemptEnd.Cancelled)
            GiveUp(JobState.Cancelled, Cancelled);
        else if (why == AttemptEnd.TimedOut)
            GiveUp(JobState.Skipped, TimeIsUp);
    }

    private void GiveUp(JobState what, string reason)
    {
        if (!state.Jobs.Any(job => job.State == JobState.Pending))
            return;
        Happened(new GraphEvent.GivenUp(what, reason));
        open = CountOpen();
    }

    private int CountOpen() => state.Jobs.Count(job => job.State is JobState.Pending or JobState.Running);

    private TimeSpan? NextTime(TimeSpan left, Moment now)
    {
        var next = ending is null && !isStopping ? now.Monotonic + left : (TimeSpan?)null;
        if (next is not null && waiting.TryPeek(out _, out var due) && running.Count < state.Spec.MaxParallel && due.At < next)
            next = due.At;
        return next;
    }

    private GraphOutcome Decide()
    {
        if (!IsOver)
            throw new InvalidOperationException("The graph still runs.");
        if (open == 0 && (ending is AttemptEnd.Interrupted || state.Jobs.All(job => job.State == JobState.Succeeded)))
            return Judged(); // it ended by itself before it could be ended
        return ending switch
        {
            null => Judged(),
            AttemptEnd.TimedOut => OutOfTime(),
            { } why => new(why, null, null),
        };
    }

    private GraphOutcome OutOfTime() => new(AttemptEnd.TimedOut, null, $"{GraphText.Summary(state)} {TimeIsUp}");

    private GraphOutcome Judged()
    {
        if (state.Jobs.All(job => job.State == JobState.Succeeded))
            return new(AttemptEnd.Exited, 0, null);
        if (state.Jobs.FirstOrDefault(job => job.State == JobState.Failed) is { } failed)
            return new(AttemptEnd.Exited, failed.Last is { } last ? RetryDecision.CodeOf(last) : 1, GraphText.Summary(state));
        // It was given up under this very attempt by a worker before: it ends as it would have ended there.
        return state.Jobs.Any(job => job.State == JobState.Cancelled) ? new(AttemptEnd.Cancelled, null, null) : OutOfTime();
    }
}
