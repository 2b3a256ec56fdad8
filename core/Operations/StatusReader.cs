using Muster.Coordination;
using Muster.Outputs;
using Muster.Runs;
using Muster.Stores;
using Muster.Units;
using Muster.Workers;

namespace Muster.Operations;

/// <summary>Says where runs stand, at a cost that does not grow with their points.</summary>
/// <param name="store">The records.</param>
/// <param name="time">The clocks.</param>
/// <param name="isAlive">Whether the owner of a lock lives; it, or its answer, is null where nobody knows.</param>
/// <param name="outputs">Knows what runs on this machine; null: nobody does.</param>
/// <param name="hasEngine">Whether an engine or agent lives that takes a run up by itself; null: nobody knows of one.</param>
public sealed class StatusReader(IRunStore store, TimeProvider time, Func<string, bool?>? isAlive = null, IOutputs? outputs = null, Func<RunId, bool>? hasEngine = null)
{
    private readonly bool mayBePlatform;

    /// <summary>Points end one after the other for so long after the last one, although none may be seen running.</summary>
    private static readonly TimeSpan MovesFor = TimeSpan.FromSeconds(2);

    /// <summary>How much later than its duration a lock's renewal may be seen.</summary>
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(5);

    /// <summary>A reader over ports.</summary>
    public StatusReader(RunPorts ports) : this(ports.Store, ports.Time, ports.IsAlive, ports.Outputs, ports.HasEngine) => mayBePlatform = ports.MayBePlatform;

    /// <summary>Runs, newest first, by their records alone: what coordinators have not counted yet is not in the counts.</summary>
    public async Task<IReadOnlyList<RunStatus>> ListAsync(RunQuery query, CancellationToken cancel = default) =>
        [.. (await store.ListRunsAsync(query, cancel)).Select(run => Of(run))];

    /// <summary>All runs, newest first, read page by page, each by its record.</summary>
    public IAsyncEnumerable<RunStatus> AllAsync(CancellationToken cancel = default) => RunPages.AllAsync(store, cancel).Select(Of);

    /// <summary>All of one run, read anew.</summary>
    /// <exception cref="RunNotFoundException">It is not there any more.</exception>
    public async Task<RunStatus> ReadAsync(RunId id, CancellationToken cancel = default)
    {
        var run = await store.GetRunAsync(id, cancel) ?? throw RunNotFoundException.None(id.Value, null, []);
        return (await LookAsync(run, cancel)).Status;
    }

    /// <summary>What a run's record says by itself.</summary>
    internal RunStatus Of(RunRecord run)
    {
        var locked = SeemsLocked(run);
        return new() { Run = run, Counts = Ended(run, run.Counts), IsLocked = locked, NeedsEngine = NeedsEngine(run, locked), Reason = ReasonOf(run, locked), Running = run.State.IsTerminal() ? 0 : null };
    }

    /// <summary>A run's status, and the look at its chunks that it came from.</summary>
    internal async Task<(RunStatus Status, OpenChunks Open)> LookAsync(RunRecord run, CancellationToken cancel)
    {
        var open = await OpenChunks.LookAsync(store, run, time.GetUtcNow(), cancel);
        var counts = Ended(run, run.Counts + open.Counts);
        var all = run.State.IsTerminal() ? [] : await store.ListWorkersAsync(run.Id, cancel);
        var status = Of(run);
        if (status is { IsLocked: false, Reason.Cause: WaitCause.Engine } && await HasEndedInOrderAsync(run, all, cancel))
            status = status with { Reason = EndedReason(run) };
        var workers = run.State.IsTerminal() ? [] : Seen(status, WorkingOf(run, all));
        var running = Math.Min(workers.Sum(worker => worker.Running), run.PointCount - counts.Ended);
        status = status with { Counts = counts, CountsAreWhole = open.IsWhole, Running = (int)running, Workers = workers };
        return (status with { Reason = IsPlainCancel(run) ? RunEnd.Reason(run, run.Counts + open.Counts, run.State) : Sharpest(status, open) }, open);
    }

    /// <summary>Whether somebody cancelled it; what its record counts may lag then. A run that could never start says why.</summary>
    private static bool IsPlainCancel(RunRecord run) => run is { State: RunState.Cancelled, Reason: null or { Cause: WaitCause.Cancel } };

    private static IReadOnlyList<WorkerRecord> WorkingOf(RunRecord run, IReadOnlyList<WorkerRecord> workers) =>
        [.. workers.Where(worker => worker.Phase == WorkerPhase.Working && worker.Round == run.Round.Number)];

    /// <summary>
    /// Whether whoever coordinated the run ended by itself: it is not there any more, and its worker said that it ends and gave back what it had, which that of one that
    /// was killed does not.
    /// </summary>
    private async Task<bool> HasEndedInOrderAsync(RunRecord run, IReadOnlyList<WorkerRecord> notEnded, CancellationToken cancel)
    {
        if (run.Lock?.Owner is not { } owner || isAlive?.Invoke(owner) == true || notEnded.Any(worker => worker.Instance == owner))
            return false;
        foreach (var grant in (await store.GetGrantBookAsync(run.Id, cancel))?.Grants ?? [])
        {
            if (await store.GetWorkerAsync(new(run.Id, grant.Worker), cancel) is { Phase: WorkerPhase.Ended } worker && worker.Instance == owner && worker.Round == run.Round.Number)
                return true;
        }

        return false;
    }

    private WaitReason EndedReason(RunRecord run) =>
        new(WaitCause.Engine, $"The engine or agent that ran it has ended in good order{(Silence(run) is { Ticks: > 0 } ago ? $", {Duration.Format(ago)} ago" : "")}: what it did not finish was given back. {Next(run)}");

    private TimeSpan Silence(RunRecord run) => TimeSpan.FromSeconds(Math.Max(0, (long)(time.GetUtcNow() - run.UpdatedAt).TotalSeconds));

    /// <summary>How a run goes on that nobody coordinates.</summary>
    private string Next(RunRecord run) => hasEngine?.Invoke(run.Id) == true
        ? "An engine or agent is alive on this machine, and takes it up in a moment."
        : $"The run goes on as soon as one runs: muster wait {run.Id} starts one.";

    /// <summary>A worker says how many points it runs when it renews its lease, which may be long ago; on this machine they are seen.</summary>
    private IReadOnlyList<WorkerRecord> Seen(RunStatus status, IReadOnlyList<WorkerRecord> workers)
    {
        if (!status.IsLocked || workers.Count == 0 || outputs is null)
            return workers; // what a killed engine left in its journals does not run
        var seen = outputs.ListRunning(status.Run.Id).Where(live => live.IsHere).CountBy(live => live.Worker).ToDictionary(StringComparer.Ordinal);
        return [.. workers.Select(worker => seen.TryGetValue(worker.Key.Worker, out var running) ? worker with { Running = running } : worker)];
    }

    /// <summary>In a cancelled run nothing is pending any more: what did not end otherwise was cancelled.</summary>
    private static PointCounts Ended(RunRecord run, PointCounts counts) =>
        run.State == RunState.Cancelled ? counts with { Cancelled = run.PointCount - counts.Succeeded - counts.Failed } : counts;

    private bool SeemsLocked(RunRecord run) =>
        run.Lock is { Owner: { } owner } held && time.GetUtcNow() - run.UpdatedAt <= held.Duration + LockPatience && isAlive?.Invoke(owner) != false;

    private bool NeedsEngine(RunRecord run, bool locked) =>
        !locked && !run.State.IsTerminal() && (run.Lock?.Owner is { } owner ? isAlive?.Invoke(owner) != true : !run.IsHeld);

    private WaitReason? ReasonOf(RunRecord run, bool locked)
    {
        if (locked || run.State.IsTerminal())
            return run.Reason;
        if (run.Lock?.Owner is null && run.IsHeld)
            return RunEnd.HeldReason(run);
        if (run.Lock?.Owner is not { } owner)
            return new(WaitCause.Engine, mayBePlatform
                ? $"Nobody has taken the run up yet: a platform does so within minutes, and where there is none, muster wait {run.Id} starts an engine."
                : hasEngine?.Invoke(run.Id) == true ? "No engine has taken the run up yet; one is alive on this machine, and does so in a moment."
                : $"No engine has taken the run up yet; it starts as soon as one runs: muster wait {run.Id} starts one.");
        var silent = Silence(run);
        return new(WaitCause.Engine, isAlive?.Invoke(owner) == true
            ? $"The engine has written nothing for {Duration.Format(silent)}, but is alive: it is suspended, or cannot write to the store. Its own output says which."
            : mayBePlatform ? $"Whoever coordinated the run has not been heard of for {Duration.Format(silent)}. A platform starts another within minutes, and where there is none, muster wait {run.Id} starts an engine."
            : $"{(silent == TimeSpan.Zero ? "The engine that had it is not there any more" : $"No engine has been heard of for {Duration.Format(silent)}")}: it was stopped or killed. {Next(run)}");
    }

    /// <summary>A coordinator sees no back-off in the chunks that workers own; where nothing else waits, it is the reason.</summary>
    private WaitReason? Sharpest(RunStatus status, OpenChunks open) => status.Reason switch
    {
        null when open.Waiting > 0 => Backoff(open),
        { Cause: WaitCause.Grant or WaitCause.Launch or WaitCause.Priority } when open.Waiting > 0 && open.Waiting >= status.Pending => Backoff(open),
        // What the coordinator saw at its last tick is over: points run.
        { Cause: WaitCause.Grant or WaitCause.Launch or WaitCause.Priority } when status.Running > 0 => null,
        { Cause: WaitCause.Grant or WaitCause.Launch } when time.GetUtcNow() - open.LastEnd < MovesFor && status.Pending > 0 => null,
        var told => told,
    };

    private static WaitReason Backoff(OpenChunks open) => new(
        WaitCause.Backoff,
        open.Waiting == 1 ? "1 point failed and waits for its next attempt." : $"{open.Waiting} points failed and wait for their next attempts.",
        open.NextTry);
}
