using Muster.Fleet;
using Muster.Grants;
using Muster.Points;
using Muster.Runs;
using Muster.Sets;
using Muster.Stores;
using Muster.Workers;

namespace Muster.Coordination;

/// <summary>
/// Coordinates one run while it holds the run's lock: it judges workers, counts closed chunks, gives grants, records and
/// sends launches, and decides the run's end. All that it knows is read from the store at each tick, so it may die at
/// any line and the next one goes on. Ticks must not overlap.
/// <para>
/// Order within a tick: lock → stamp the grant book → fence dead workers → free and count chunks → write the grant book
/// → record intents → call the provider → close the grant book, if the run ends → report. A write that is refused or not answered ends
/// the tick; the next one reads again.
/// </para>
/// </summary>
public sealed class Coordinator
{
    private readonly RunId id;
    private readonly string self;
    private readonly CoordinatorPorts ports;
    private readonly CoordinatorPolicy policy;
    private readonly LeaseJudge judge;
    private readonly ChunkScan scan;
    private readonly LaunchFollowUp launches;
    private long triedEpoch;
    private TimeSpan renewAt;
    private TimeSpan launchFrom;
    private TimeSpan movedUntil;
    private WaitReason? refused;

    /// <summary>A coordinator that has not looked at its run yet, or goes on from what it remembers.</summary>
    /// <param name="id">The run.</param>
    /// <param name="self">Its name as the lock's owner; unique for each start.</param>
    /// <param name="ports">The world.</param>
    /// <param name="policy">Thresholds.</param>
    /// <param name="memory">What it remembers of ticks before on the same monotonic clock; null: nothing.</param>
    public Coordinator(RunId id, string self, CoordinatorPorts ports, CoordinatorPolicy policy, CoordinatorMemory? memory = null)
    {
        memory ??= CoordinatorMemory.None;
        (this.id, this.self, this.ports, this.policy) = (id, self, ports, policy);
        (triedEpoch, renewAt) = (memory.TriedEpoch, memory.RenewAt);
        (launchFrom, movedUntil, refused) = (memory.LaunchFrom, memory.MovedUntil, memory.Refused);
        judge = new(memory.Sightings);
        scan = new(ports, policy, memory.ForgottenSince);
        launches = new(ports, policy, judge);
    }

    /// <summary>What to give to the one that does the next tick in place of this one.</summary>
    public CoordinatorMemory Memory => new()
    {
        TriedEpoch = triedEpoch,
        RenewAt = renewAt,
        LaunchFrom = launchFrom,
        MovedUntil = movedUntil,
        Refused = refused,
        Sightings = judge.Sightings,
        ForgottenSince = scan.ForgottenSince,
    };

    private Moment Now => Moment.Of(ports.Time);

    /// <summary>Does what is due, and says when to come again.</summary>
    public async Task<CoordinatorTick> TickAsync()
    {
        try
        {
            return await LockAndGoOnAsync();
        }
        catch (StoreUnavailableException error)
        {
            return CoordinatorTick.Again(policy.RetryTick, error.Message) with { Problem = error.Message };
        }
    }

    private async Task<CoordinatorTick> LockAndGoOnAsync()
    {
        if (await ports.Store.GetRunAsync(id) is not { } run)
            return CoordinatorTick.Over("There is no such run.");
        if (run.State.IsTerminal())
            return CoordinatorTick.Over($"The run is {run.State}.");
        if (run.Lock is { } held && held.Owner == self && held.Epoch == triedEpoch)
            return await CoordinateAsync(run, held.Epoch);
        if (run.Lock is { Owner: { } owner } other && !ports.IsKnownDead(owner))
        {
            var left = judge.TimeLeft($"lock {other.Epoch}", other.Renewals, other.Duration + policy.Skew, Now.Monotonic);
            if (left > TimeSpan.Zero)
                return CoordinatorTick.Again(left, $"{owner} coordinates the run.");
        }

        return await TakeLockAsync(run);
    }

    private async Task<CoordinatorTick> TakeLockAsync(RunRecord run)
    {
        var taken = run.TakeLock(self, policy.LockDuration, Now.Utc);
        triedEpoch = taken.Lock!.Epoch;
        var sentAt = Now.Monotonic;
        if (await ports.Store.WriteAsync(taken) == WriteAnswer.Refused)
            return CoordinatorTick.Again(policy.RetryTick, "The run was changed by another.");
        renewAt = sentAt + policy.RenewEvery;
        return await CoordinateAsync(taken, triedEpoch);
    }

    private async Task<CoordinatorTick> CoordinateAsync(RunRecord run, long epoch)
    {
        if (run is { State: RunState.Ready, Desired: DesiredState.Run, After.Count: > 0 } && await DependAsync(run) is { Reason: { } unmet } dependency)
            return await ReportUnmetAsync(run, epoch, unmet, dependency.IsNever);
        var read = await ports.Store.GetGrantBookAsync(id);
        if (await StampBookAsync(read, epoch) is not { } book)
            return CoordinatorTick.Again(policy.RetryTick, "The grant book was changed by another.");
        var workers = await ports.Store.ListWorkersAsync(id);
        var fenced = await FenceDeadAsync(workers);
        var alive = workers.Where(worker => worker.Phase == WorkerPhase.Working && !fenced.Contains(worker.Key.Worker)).ToList();
        var look = await LookAtChunksAsync(run, alive, book);
        var lost = workers.Where(worker => worker.Phase == WorkerPhase.Fenced || fenced.Contains(worker.Key.Worker)).ToList();
        var mayCome = await launches.FollowAsync(id, epoch, workers, run.Desired == DesiredState.Run && !look.Progress.Covers(run.Round));
        var gone = await GoneAsync(run, book, lost, alive, mayCome);
        if (launches.TakeHalt() is { } halt)
            (refused, launchFrom) = (halt, Now.Monotonic + policy.BlockedTick);
        var facts = await FactsAsync(run, book, epoch, look, alive, gone);
        var decision = GrantDecision.Next(facts);
        if (decision.Book.Version != book.Version && await ports.Store.WriteAsync(decision.Book) == WriteAnswer.Refused)
            return CoordinatorTick.Again(policy.RetryTick, "The grant book was changed by another.");
        if (look.Complete)
            await BuryAsync(lost);
        if (await launches.SendAsync(decision.Launches) is { } refusal)
            (refused, launchFrom) = (refusal, Now.Monotonic + policy.BlockedTick);
        return await ReportAsync(run, epoch, look, decision, WhyWaiting(facts, look, decision), isFresh: decision.Book.Version != read?.Version);
    }

    private async Task<DependencyDecision> DependAsync(RunRecord run)
    {
        var others = new List<RunRecord?>();
        foreach (var dependency in run.After)
            others.Add(await ports.Store.GetRunAsync(dependency.Run));
        return DependencyDecision.For(run, others);
    }

    /// <summary>Other runs must end first: says so, and keeps the lock; or gives the run up, because they ended otherwise than they had to.</summary>
    private async Task<CoordinatorTick> ReportUnmetAsync(RunRecord run, long epoch, WaitReason unmet, bool isNever)
    {
        var next = isNever
            ? run.GiveUp(epoch, unmet, Now.Utc)
            : run.Report(epoch, new(RunState.Ready, run.Progress, run.SpentUsd, unmet), Now.Utc);
        if (isNever || WaitDecision.SaysMore(unmet, run.Reason, Now.Utc) || Now.Monotonic >= renewAt)
        {
            var sentAt = Now.Monotonic;
            if (await ports.Store.WriteAsync(next) == WriteAnswer.Refused)
                return CoordinatorTick.Again(policy.RetryTick, "The run was changed by another.");
            renewAt = sentAt + policy.RenewEvery;
        }

        return isNever ? CoordinatorTick.Over(unmet.Text) : CoordinatorTick.Coordinated(policy.BlockedTick, unmet.Text, freedWork: false);
    }

    private async Task<GrantBook?> StampBookAsync(GrantBook? book, long epoch)
    {
        if (book?.LockEpoch == epoch)
            return book;
        if (book?.LockEpoch > epoch)
            return null;
        var stamped = book is null
            ? new GrantBook { Run = id, Version = 1, LockEpoch = epoch }
            : book with { Version = book.Version + 1, LockEpoch = epoch, NextWorker = 1 };
        return await ports.Store.WriteAsync(stamped) == WriteAnswer.Written ? stamped : null;
    }

    private async Task<HashSet<string>> FenceDeadAsync(IReadOnlyList<WorkerRecord> workers)
    {
        var fenced = new HashSet<string>(StringComparer.Ordinal);
        foreach (var worker in workers.Where(worker => worker.Phase == WorkerPhase.Working))
        {
            var left = judge.TimeLeft($"worker {worker.Key.Worker}", worker.Renewals, worker.Lease + policy.Skew, Now.Monotonic);
            if (left > TimeSpan.Zero && !ports.IsKnownDead(worker.Instance))
                continue;
            var fence = worker with { Version = worker.Version + 1, Phase = WorkerPhase.Fenced };
            if (await ports.Store.WriteAsync(fence) == WriteAnswer.Written)
                fenced.Add(worker.Key.Worker);
        }

        return fenced;
    }

    private async Task<ChunkLook> LookAtChunksAsync(RunRecord run, List<WorkerRecord> alive, GrantBook book)
    {
        // A worker that is granted but did not appear yet may claim at any moment, so it counts as alive.
        var names = alive.Select(worker => worker.Key.Worker).Concat(book.Grants.Where(grant => grant.FromRenewal == 0).Select(grant => grant.Worker));
        var owners = new Owners(id, names.ToHashSet(StringComparer.Ordinal), ports.Store);
        var counted = new List<IndexSet>();
        var counts = run.Progress.Counts;
        var (complete, freed) = (true, 0);
        DateTimeOffset? retry = null;
        foreach (var pool in run.Round.Pools)
        {
            var look = await scan.LookAsync(new(id, run.Round.Number, pool.Number), pool, run.Progress.Of(pool.Number), owners, Now.Monotonic);
            counted.Add(look.Counted);
            counts += look.Fresh;
            complete &= look.Complete;
            freed += look.Free.Count;
            retry = look.EarliestRetry < retry || retry is null ? look.EarliestRetry : retry;
        }

        return new(new(counted, counts), complete, freed, retry);
    }

    /// <summary>Which grants can be used no more: their workers ended, were fenced, or never came and can come no more.</summary>
    private async Task<List<GoneWorker>> GoneAsync(RunRecord run, GrantBook book, List<WorkerRecord> lost, List<WorkerRecord> alive, IReadOnlySet<string> mayCome)
    {
        var gone = new List<GoneWorker>();
        foreach (var grant in book.Grants.Where(grant => !alive.Any(worker => worker.Key.Worker == grant.Worker)))
        {
            if (lost.Any(worker => worker.Key.Worker == grant.Worker))
                gone.Add(new(grant.Worker, grant.ReservedUsd));
            else if (!mayCome.Contains(grant.Worker) && await launches.CostOfGoneAsync(grant, GrantDecision.IntentFor(grant, run, book.LockEpoch, Now.Utc)) is { } cost)
                gone.Add(new(grant.Worker, cost));
        }

        return gone;
    }

    private async Task<GrantFacts> FactsAsync(RunRecord run, GrantBook book, long epoch, ChunkLook look, List<WorkerRecord> alive, List<GoneWorker> gone)
    {
        var mode = run.Desired == DesiredState.Cancelled ? GrantMode.Cancel
            : run.Desired == DesiredState.Held || look.Progress.Covers(run.Round) ? GrantMode.Drain
            : GrantMode.Run;
        if (Now.Monotonic >= launchFrom)
            refused = null;
        return new()
        {
            Run = run,
            Book = book,
            LockEpoch = epoch,
            Workers = alive,
            Gone = gone,
            Mode = mode,
            Offers = mode == GrantMode.Run && refused is null ? await launches.OffersAsync(id) : null,
            JoinedUsdPerHour = ports.JoinedUsdPerHour,
            Leaving = alive.Where(worker => ports.IsLeaving(worker.Instance)).Select(worker => worker.Key.Worker).ToHashSet(StringComparer.Ordinal),
            PointsLeft = run.Round.PointCount - look.Progress.Counts.Ended,
            Now = Now.Utc,
            Policy = policy,
        };
    }

    /// <summary>Fenced workers whose chunks were all freed and whose grants are gone need not be watched any more.</summary>
    private async Task BuryAsync(List<WorkerRecord> lost)
    {
        foreach (var worker in lost.Where(worker => worker.Phase == WorkerPhase.Fenced))
        {
            judge.Forget($"worker {worker.Key.Worker}");
            await ports.Store.WriteAsync(worker with { Version = worker.Version + 1, Phase = WorkerPhase.Ended });
        }
    }

    private WaitReason? WhyWaiting(GrantFacts facts, ChunkLook look, GrantDecision decision) => WaitDecision.For(new()
    {
        Run = facts.Run,
        Mode = facts.Mode,
        Grants = decision,
        Alive = facts.Workers,
        Moves = Moves(facts.Run, look),
        Refusal = refused,
        OffersUnknown = facts.Offers is null,
        EarliestRetry = look.EarliestRetry,
        NextTry = Now.Utc + policy.BlockedTick,
        Now = Now.Utc,
    });

    /// <summary>Whether points ended just now that had run: those that are cancelled end without.</summary>
    private bool Moves(RunRecord run, ChunkLook look)
    {
        var (now, before) = (look.Progress.Counts, run.Progress.Counts);
        if (now.Succeeded + now.Failed != before.Succeeded + before.Failed)
            movedUntil = Now.Monotonic + policy.MovesFor;
        return Now.Monotonic < movedUntil;
    }

    private async Task<CoordinatorTick> ReportAsync(RunRecord run, long epoch, ChunkLook look, GrantDecision decision, WaitReason? waiting, bool isFresh)
    {
        var counts = run.Settled + look.Progress.Counts;
        var idle = decision.Book.Grants.Count == 0;
        var finished = look.Progress.Covers(run.Round) || run.Desired == DesiredState.Cancelled;
        var held = run.Desired == DesiredState.Held && idle && !finished;
        var state = run.State == RunState.Ready && !(idle && run.Desired != DesiredState.Run) ? RunState.InProgress : run.State;
        if (finished && idle)
            state = run.State == RunState.Ready && run.Desired != DesiredState.Cancelled ? RunState.InProgress : RunEnd.Decide(run, counts);
        else if (held && run.State == RunState.Ready)
            state = RunState.Ignored;
        if ((state.IsTerminal() || held) && !isFresh && !await CloseBookAsync(decision.Book))
            return CoordinatorTick.Again(policy.RetryTick, "The grant book was changed by another.");
        var reason = state.IsTerminal() ? RunEnd.Reason(run, counts, state) : waiting;
        var report = new RunReport(state, look.Progress, state.IsTerminal() ? decision.Book.SettledUsd : decision.Book.CommittedUsd, reason) { GivesLockBack = held };
        var changed = held || state != run.State || look.Progress.Counts != run.Progress.Counts || WaitDecision.SaysMore(reason, run.Reason, Now.Utc)
            || !look.Progress.CountedChunks.SequenceEqual(run.Progress.CountedChunks);
        if (changed || Now.Monotonic >= renewAt)
        {
            var sentAt = Now.Monotonic;
            if (await ports.Store.WriteAsync(run.Report(epoch, report, Now.Utc)) == WriteAnswer.Refused)
                return CoordinatorTick.Again(policy.RetryTick, "The run was changed by another.");
            renewAt = sentAt + policy.RenewEvery;
        }

        if (state.IsTerminal() || held)
            return CoordinatorTick.Over(held ? "The run is held." : $"The run is {state}.");
        var wait = finished || state == RunState.Ready ? policy.RetryTick : idle ? policy.BlockedTick : policy.Tick;
        return CoordinatorTick.Coordinated(wait, reason?.Text, look.Freed > 0);
    }

    /// <summary>
    /// Writes the book once more as it is, so that a write of an earlier tick which was not answered, and may still be on its way, is refused: nobody
    /// would take back what it grants after the run's end. A book that this tick wrote needs no such write.
    /// </summary>
    private async Task<bool> CloseBookAsync(GrantBook book) => await ports.Store.WriteAsync(book with { Version = book.Version + 1 }) == WriteAnswer.Written;

    private sealed record ChunkLook(RoundProgress Progress, bool Complete, int Freed, DateTimeOffset? EarliestRetry);
}

/// <summary>The world as a coordinator sees it.</summary>
/// <param name="Store">The records.</param>
/// <param name="Provider">Where workers come from.</param>
/// <param name="Time">The clocks.</param>
/// <param name="IsKnownDead">Whether an owner or instance is dead beyond doubt, so that no lease need be waited for.</param>
public sealed record CoordinatorPorts(IRunStore Store, IProvider Provider, TimeProvider Time, Func<string, bool> IsKnownDead)
{
    /// <summary>What workers that came by themselves cost in USD per hour, 0 or more; default 0.</summary>
    public decimal JoinedUsdPerHour { get; init; }

    /// <summary>Whether an instance is likely to go away soon, so that its worker claims nothing more. Default: none is.</summary>
    public Func<string, bool> IsLeaving { get; init; } = static _ => false;

    /// <summary>What is known of the attempt that a lost worker ran of a point; null: nothing. Default: nothing is known.</summary>
    public Func<WorkerKey, long, AttemptRecord?> LostAttempt { get; init; } = static (_, _) => null;
}

/// <summary>What a tick came to.</summary>
/// <param name="IsOver">Whether nothing is left to coordinate.</param>
/// <param name="IsHolder">Whether the lock is held.</param>
/// <param name="Wait">How long to wait until the next tick.</param>
/// <param name="Note">What it waits for, for people.</param>
/// <param name="FreedWork">Whether chunks became free, so that idle workers should look.</param>
public sealed record CoordinatorTick(bool IsOver, bool IsHolder, TimeSpan Wait, string? Note, bool FreedWork)
{
    /// <summary>What the store would not do; null: nothing.</summary>
    public string? Problem { get; init; }

    internal static CoordinatorTick Over(string note) => new(true, false, TimeSpan.Zero, note, false);

    internal static CoordinatorTick Again(TimeSpan wait, string note) => new(false, false, wait, note, false);

    internal static CoordinatorTick Coordinated(TimeSpan wait, string? note, bool freedWork) => new(false, true, wait, note, freedWork);
}
