using Muster.Chunks;
using Muster.Coordination;
using Muster.Grants;
using Muster.Points;
using Muster.Runs;
using Muster.Sets;
using Muster.Stores;

namespace Muster.Workers;

/// <summary>
/// A worker of one round of a run, as a pure state machine: the host tells it what happened and when, and does what it
/// asks for (<see cref="TakeEffects"/>). It never does anything itself, so the same logic runs on machines and in the
/// simulation. Calls must not overlap; after one or several calls the host calls <see cref="Wake"/> once, and again at <see cref="NextWake"/>.
/// <para>
/// It renews its lease with one write, reads its grant, claims chunks, starts points while lease and grant hold, and
/// writes outcomes in groups. An answer that was lost is settled by reading back; a refused write means that the chunk is
/// not its own any more, and its points are ended.
/// </para>
/// </summary>
public sealed class Worker
{
    private readonly WorkerSetup setup;
    private readonly List<WorkerEffect> effects = [];
    private readonly WorkerLease lease;
    private readonly ClaimAhead ahead;
    private readonly Dictionary<ChunkKey, HeldChunk> held = [];
    private readonly Dictionary<long, Running> running = [];
    private readonly PoolHand hand;
    private readonly List<ReadyPoint> toWait = [];
    private readonly PriorityQueue<ReadyPoint, TimeSpan> waiting = new();
    private readonly SortedSet<int> freeSlots;
    private readonly HashSet<HeldChunk> dirty = [];
    private readonly TimeSpan bornAt;
    private WorkerRecord? stored;
    private WorkerRecord? recordInFlight;
    private bool recordSettling;
    private bool grantRequested;
    private bool grantKnown;
    private long grantVersion;
    private IndexSet cancelled = IndexSet.Empty;
    private bool cancelsDue;
    private bool hintsRequested;
    private bool runRequested;
    private TimeSpan idlePoll;
    private TimeSpan nextPoll;
    private TimeSpan nextRenewal;
    private TimeSpan nextStart;
    private TimeSpan pausedUntil;
    private TimeSpan? recordRetry;
    private TimeSpan grantPoll;
    private TimeSpan nextGrantPoll;
    private bool endedInFlight;
    private TimeSpan? overBy;

    /// <summary>A worker that begins its life now.</summary>
    public Worker(WorkerSetup setup, Moment now)
    {
        this.setup = setup;
        lease = new(setup.Policy.Lease, setup.Policy.StopMargin);
        ahead = new(setup.Policy);
        hand = new(setup.Round.Pools);
        freeSlots = [.. Enumerable.Range(0, setup.Place.Slots)];
        bornAt = now.Monotonic;
        idlePoll = setup.Policy.IdlePoll;
        grantPoll = setup.Policy.GrantPoll;
        Share = setup.Place.Slots;
        SendRecord(now, WorkerPhase.Working);
    }

    private sealed record Running(HeldChunk Chunk, int Offset, int Slot, int Attempt)
    {
        public bool Ending { get; set; }
    }

    /// <summary>Whether the worker's life is over: it owns nothing and its record says so, or it was fenced or refused.</summary>
    public bool IsOver { get; private set; }

    /// <summary>How the worker was asked to end.</summary>
    public WorkerStop Stop { get; private set; }

    /// <summary>Its key.</summary>
    public WorkerKey Key => setup.Key;

    /// <summary>The round it works for.</summary>
    public int Round => setup.Round.Number;

    /// <summary>Points that ended with it for good, whether or not that is durable yet; for display.</summary>
    public PointCounts Ended { get; private set; }

    /// <summary>Points running.</summary>
    public int RunningPoints => running.Count;

    /// <summary>Points claimed that could start now.</summary>
    public int ReadyPoints => hand.Ready;

    /// <summary>
    /// Points that it could start besides those that run, had it the slots. While pools may have more to claim, as many as its grant
    /// allows; where starts keep their distance, one, so that others may use what it cannot use yet.
    /// </summary>
    public int WantedSlots
    {
        get
        {
            if (!Wanted || IsOver)
                return 0;
            var work = hand.IsDry ? hand.Ready + hand.Claiming : int.MaxValue;
            var most = setup.LaunchDelay > TimeSpan.Zero ? Math.Min(work, 1) : work;
            return Math.Max(0, Math.Min(most, MayRun - running.Count));
        }
    }

    /// <summary>Pools of which something is left to be claimed or started, as far as it knows; 1 or more.</summary>
    public int PoolsLeft => Math.Max(1, hand.Left);

    /// <summary>Most points that its grant lets it run at once, 0 or more; the machine may let it run fewer.</summary>
    public int MayRun => Math.Min(setup.Place.Slots, lease.Grant?.Slots ?? 0);

    /// <summary>Slots that the machine lets it use now, 0 or more; the host sets it when runs share a machine.</summary>
    public int Share { get; set; }

    /// <summary>Why it has no slot, where runs share the machine; null: it has one, or wants none. The host sets it with <see cref="Share"/>.</summary>
    public WaitReason? SlotWait { get; set; }

    /// <summary>What hinders it, for people; null: nothing.</summary>
    public string? Problem { get; private set; }

    /// <summary>The grant as last read; null: none.</summary>
    public Grant? Grant => lease.Grant;

    /// <summary>When it must be woken at the latest; always after the moment of the last <see cref="Wake"/>.</summary>
    public TimeSpan NextWake { get; private set; }

    /// <summary>Takes what it wants done, in order; each is given out once.</summary>
    public IReadOnlyList<WorkerEffect> TakeEffects()
    {
        if (effects.Count == 0)
            return [];
        var taken = effects.ToArray();
        effects.Clear();
        return taken;
    }

    /// <summary>Asks it to end: <see cref="WorkerStop.Drain"/> lets points finish, <see cref="WorkerStop.Now"/> ends them. Never taken back.</summary>
    public void End(WorkerStop how)
    {
        if (how > Stop)
            Stop = how;
    }

    /// <summary>Time has passed.</summary>
    public void Wake(Moment now)
    {
        if (IsOver)
            return;
        Renew(now);
        RetryUnsettled(now);
        HeedEnd(now);
        if (IsOver)
            return;
        EndWhatMustEnd(now);
        CancelPoints(now);
        StartPoints(now);
        Flush(now);
        GiveBackChunks();
        Claim(now);
        FinishIfDone(now);
        BoundEnd(now);
        NextWake = ComputeNextWake(now);
    }

    /// <summary>The answer to <see cref="WorkerEffect.WriteRecord"/>; null: no answer came.</summary>
    public void RecordWritten(WorkerRecord sent, WriteAnswer? answer)
    {
        if (IsOver || !ReferenceEquals(recordInFlight, sent))
            return;
        if (answer == WriteAnswer.Written)
            RecordProven(sent);
        else
            SettleRecord();
    }

    /// <summary>The answer to <see cref="WorkerEffect.ReadRecord"/>.</summary>
    /// <param name="read">The record; null: there is none, or no answer came.</param>
    /// <param name="answered">Whether an answer came.</param>
    /// <param name="now">The moment.</param>
    public void RecordRead(WorkerRecord? read, bool answered, Moment now)
    {
        if (IsOver || !recordSettling)
            return;
        recordSettling = false;
        if (!answered)
            recordRetry = now.Monotonic + setup.Policy.StoreRetry;
        else if (read is null)
            Resend(now, null);
        else if (read.Phase != WorkerPhase.Working && !(endedInFlight && read.Phase == WorkerPhase.Ended))
            Abandon();
        else if (recordInFlight is { } sent && read.Renewals >= sent.Renewals && read.Phase == sent.Phase)
            RecordProven(read);
        else
            Resend(now, read);
    }

    /// <summary>The answer to <see cref="WorkerEffect.ReadGrant"/>.</summary>
    /// <param name="book">The run's grant book; null: there is none, or no answer came.</param>
    /// <param name="answered">Whether an answer came.</param>
    public void GrantRead(GrantBook? book, bool answered)
    {
        grantRequested = false;
        if (!answered)
            return;
        grantKnown = true;
        lease.Take(book?.Of(setup.Key.Worker));
        if (book is null)
            return;
        grantVersion = book.Version;
        cancelsDue |= !book.CancelledPoints.Equals(cancelled);
        cancelled = book.CancelledPoints;
    }

    /// <summary>Asks it to read its grant soon, because it may have changed.</summary>
    public void GrantMayHaveChanged() => RequestGrant();

    /// <summary>Asks it to look for chunks soon, because some may be free again.</summary>
    public void WorkMayHaveAppeared(Moment now)
    {
        if (nextPoll > now.Monotonic)
            nextPoll = now.Monotonic;
        if (!hand.IsDry)
            hand.LookAgain();
    }

    /// <summary>The answer to <see cref="WorkerEffect.ReadRun"/>; null: no answer came.</summary>
    public void RunRead(RunRecord? run)
    {
        runRequested = false;
        if (run is not null && (run.State.IsTerminal() || run.Round.Number != setup.Round.Number))
            Stop = WorkerStop.Now;
    }

    /// <summary>The answer to <see cref="WorkerEffect.TakeHints"/>; null: no answer came.</summary>
    public void HintsTaken(PoolPlan pool, IReadOnlyList<long>? numbers, Moment now)
    {
        hintsRequested = false;
        if (numbers is null)
            nextPoll = now.Monotonic + setup.Policy.StoreRetry;
        else if (numbers.Count == 0)
            PoolIsDry(pool, now);
        else
            ClaimAll(pool, numbers);
    }

    /// <summary>The answer to <see cref="WorkerEffect.WriteChunk"/>; null: no answer came.</summary>
    public void ChunkWritten(ChunkRecord sent, WriteAnswer? answer)
    {
        if (held.TryGetValue(sent.Key, out var chunk) && ReferenceEquals(chunk.InFlight, sent) && !chunk.Settling)
        {
            if (answer == WriteAnswer.Written)
                ChunkProven(chunk, sent);
            else
                Settle(chunk);
        }
    }

    /// <summary>The answer to <see cref="WorkerEffect.ReadChunk"/>.</summary>
    /// <param name="key">The chunk.</param>
    /// <param name="read">The record; null: there is none, or no answer came.</param>
    /// <param name="answered">Whether an answer came.</param>
    /// <param name="now">The moment.</param>
    public void ChunkRead(ChunkKey key, ChunkRecord? read, bool answered, Moment now)
    {
        if (held.TryGetValue(key, out var chunk) && chunk.Settling)
        {
            chunk.Settling = false;
            if (!answered)
                chunk.SettleAt = now.Monotonic + setup.Policy.StoreRetry;
            else
                Settled(chunk, read, now);
        }
    }

    /// <summary>The point of the last order was started just now: the next start keeps its distance from this moment. Only needed with a launch delay.</summary>
    public void PointStarted(Moment now)
    {
        if (setup.LaunchDelay > TimeSpan.Zero)
            nextStart = now.Monotonic + setup.LaunchDelay;
    }

    /// <summary>The state of a running point's graph was kept: its line shall name it.</summary>
    public void GraphKept(long point, string reference, Moment now)
    {
        if (!running.TryGetValue(point, out var run) || held.GetValueOrDefault(run.Chunk.Key) != run.Chunk)
            return;
        run.Chunk.Set(run.Offset, run.Chunk[run.Offset] with { Graph = reference }, now.Monotonic + setup.Policy.GroupOutcomes);
        dirty.Add(run.Chunk);
    }

    /// <summary>A running point's attempt has ended.</summary>
    public void PointEnded(long point, AttemptRecord attempt, Moment now)
    {
        if (Release(point) is { } run && held.GetValueOrDefault(run.Chunk.Key) == run.Chunk)
        {
            if (attempt.Elapsed is { } elapsed)
                ahead.Learn(elapsed);
            Record(run, attempt, now);
        }
    }

    /// <summary>The machine could not start a point: no attempt is counted, and starts pause a little.</summary>
    public void PointNotStarted(long point, string problem, Moment now)
    {
        Problem = problem;
        pausedUntil = now.Monotonic + setup.Policy.ProblemPause;
        cancelsDue |= cancelled.Count > 0;
        if (Release(point) is { } run && held.GetValueOrDefault(run.Chunk.Key) == run.Chunk)
            Queue(run.Chunk, run.Offset);
    }

    /// <summary>The store cannot be used, and asking again does not help: one that is to end at once, and runs nothing, tells it nothing more.</summary>
    public void StoreIsUnusable()
    {
        if (Stop == WorkerStop.Now && running.Count == 0)
            Abandon();
    }

    private bool MayWork(Moment now) => lease.MayWork(now.Monotonic) && stored is not null;

    /// <summary>Whether it shall claim and start points: neither a stop nor the grant says otherwise.</summary>
    private bool Wanted => Stop == WorkerStop.No && lease.Grant is { Mode: GrantMode.Run };

    private int Limit => Math.Min(Share, MayRun);

    private void Renew(Moment now)
    {
        if (recordRetry is { } at && now.Monotonic >= at)
        {
            recordRetry = null;
            recordSettling = true;
            effects.Add(new WorkerEffect.ReadRecord());
        }

        AskForFirstGrant(now);
        if (stored is null || recordInFlight is not null || (now.Monotonic < nextRenewal && !(now.Monotonic >= ReportAt)))
            return;
        SendRecord(now, WorkerPhase.Working);
        RequestGrant();
    }

    private bool AwaitsFirstGrant => setup.Joins && stored is not null && grantKnown && lease is { Grant: null, GrantEnds: null };

    /// <summary>One that nobody launched has no grant yet when it begins: it asks again, ever more seldom, until it has one.</summary>
    private void AskForFirstGrant(Moment now)
    {
        if (!AwaitsFirstGrant || now.Monotonic < nextGrantPoll)
            return;
        RequestGrant();
        nextGrantPoll = now.Monotonic + grantPoll;
        grantPoll = grantPoll * 2 > setup.Policy.RenewEvery ? setup.Policy.RenewEvery : grantPoll * 2;
    }

    /// <summary>When what it last told is to be told anew before its time; null: it still holds, or nobody is in a hurry.</summary>
    private TimeSpan? ReportAt => stored is { } told && (told.Running != running.Count || told.Problem != Problem || told.SlotWait != SlotWait)
        ? nextRenewal - setup.Policy.RenewEvery + setup.Policy.ReportWithin
        : null;

    private void SendRecord(Moment now, WorkerPhase phase)
    {
        var renewal = (stored?.Renewals ?? 0) + 1;
        lease.Sent(renewal, now.Monotonic);
        nextRenewal = now.Monotonic + setup.Policy.RenewEvery;
        endedInFlight = phase == WorkerPhase.Ended;
        if (endedInFlight)
            overBy ??= now.Monotonic + setup.Policy.StopMargin / 2;
        recordInFlight = new()
        {
            Key = setup.Key,
            Version = (stored?.Version ?? 0) + 1,
            Phase = phase,
            Renewals = renewal,
            Lease = setup.Policy.Lease,
            Instance = setup.Place.Instance,
            Region = setup.Place.Region,
            Round = setup.Round.Number,
            Slots = setup.Place.Slots,
            Running = running.Count,
            Age = AgeAt(now) + (endedInFlight ? setup.Policy.StopMargin : TimeSpan.Zero),
            GrantVersion = grantVersion,
            Problem = Problem,
            SlotWait = SlotWait,
        };
        effects.Add(new WorkerEffect.WriteRecord(recordInFlight));
    }

    private void Resend(Moment now, WorkerRecord? read)
    {
        var phase = recordInFlight?.Phase ?? WorkerPhase.Working;
        stored = read;
        SendRecord(now, phase);
    }

    private void SettleRecord()
    {
        if (recordSettling)
            return;
        recordSettling = true;
        effects.Add(new WorkerEffect.ReadRecord());
    }

    private void RecordProven(WorkerRecord record)
    {
        var first = stored is null;
        stored = record;
        recordInFlight = null;
        lease.Proven(record.Renewals);
        if (record.Phase == WorkerPhase.Ended)
            IsOver = true;
        else if (first)
            RequestGrant();
    }

    private TimeSpan AgeAt(Moment now) => setup.Lived + (now.Monotonic - bornAt);

    private void RequestGrant()
    {
        if (grantRequested || stored is null)
            return;
        grantRequested = true;
        effects.Add(new WorkerEffect.ReadGrant());
    }

    /// <summary>The coordinator judged this worker dead: all that it had is others' now.</summary>
    private void Abandon()
    {
        foreach (var point in running.Keys.ToList())
            EndPoint(point, AttemptEnd.Interrupted, atOnce: true);
        held.Clear();
        dirty.Clear();
        hand.Clear();
        toWait.Clear();
        waiting.Clear();
        IsOver = true;
    }

    private void RetryUnsettled(Moment now)
    {
        foreach (var chunk in held.Values.Where(chunk => chunk.SettleAt <= now.Monotonic).ToList())
        {
            chunk.SettleAt = null;
            Settle(chunk);
        }
    }

    /// <summary>
    /// A grant that is not extended ends the worker, and so does one that cannot be read: what it costs beyond was not set
    /// aside. Its last word to the store names its age at its end, so it ends by then, answered or not.
    /// </summary>
    private void HeedEnd(Moment now)
    {
        if (now.Monotonic >= overBy)
            Abandon();
        else if (lease.GrantEnds is { } ends)
            HeedGrantEnd(ends, now);
        else if (AgeAt(now) >= setup.Policy.JoinWithin && setup.Joins)
            End(WorkerStop.Drain); // nobody waits for it: it says that it has ended
        else if (AgeAt(now) >= setup.Policy.JoinWithin)
            Abandon();
    }

    /// <summary>One that was asked to end at once waits for the store no longer than its margin when nothing runs any more: what it could not tell is then lost, and runs again.</summary>
    private void BoundEnd(Moment now)
    {
        if (Stop == WorkerStop.Now && running.Count == 0)
            overBy ??= now.Monotonic + setup.Policy.StopMargin;
    }

    private void HeedGrantEnd(TimeSpan ends, Moment now)
    {
        if (now.Monotonic >= ends)
            Abandon();
        else if (now.Monotonic >= ends - setup.Policy.StopMargin)
            Stop = WorkerStop.Now;
    }

    private void EndWhatMustEnd(Moment now)
    {
        if (running.Count == 0)
            return;
        var isCancelled = lease.Grant?.Mode == GrantMode.Cancel;
        var lapsed = !MayWork(now);
        if (!lapsed && !isCancelled && Stop != WorkerStop.Now)
            return;
        foreach (var point in running.Keys.ToList())
            EndPoint(point, isCancelled ? AttemptEnd.Cancelled : AttemptEnd.Interrupted, lapsed);
    }

    private void EndPoint(long point, AttemptEnd why, bool atOnce)
    {
        if (running[point].Ending && !atOnce)
            return;
        running[point].Ending = true;
        effects.Add(new WorkerEffect.EndPoint(point, why, atOnce));
    }

    /// <summary>Ends the points that somebody cancelled, and records those that have not started; what has ended stays as it is.</summary>
    private void CancelPoints(Moment now)
    {
        if (!cancelsDue)
            return;
        cancelsDue = false;
        foreach (var point in running.Keys.Where(cancelled.Contains).ToList())
            EndPoint(point, AttemptEnd.Cancelled, atOnce: false);
        foreach (var chunk in held.Values.Where(chunk => chunk is { Owned: true, GivingBack: false }))
            CancelPointsOf(chunk, now);
    }

    private void CancelPointsOf(HeldChunk chunk, Moment now)
    {
        for (var offset = 0; offset < chunk.Size; offset++)
        {
            var point = chunk.Pool.PointAt(chunk.Key.Number, offset);
            if (chunk[offset].State.IsTerminal() || running.ContainsKey(point) || !cancelled.Contains(point))
                continue;
            PointTransitions.Require(chunk[offset].State, PointState.Cancelled);
            chunk.Waiting--;
            chunk.Set(offset, PointDecision.Cancelled(chunk[offset]), now.Monotonic + setup.Policy.GroupOutcomes);
            dirty.Add(chunk);
            Ended = Ended.With(PointState.Cancelled);
        }
    }

    /// <summary>Whether a point that was queued is still to be run here: its chunk may be gone, and it may have been cancelled.</summary>
    private bool IsStillWanted(ReadyPoint next) =>
        held.GetValueOrDefault(next.Chunk.Key) == next.Chunk && !next.Chunk[next.Offset].State.IsTerminal();

    private void StartPoints(Moment now)
    {
        foreach (var next in toWait.Where(IsStillWanted))
            waiting.Enqueue(next, now.Monotonic + WaitOf(next.Chunk[next.Offset], now));
        toWait.Clear();
        while (waiting.TryPeek(out var next, out var due) && due <= now.Monotonic)
        {
            waiting.Dequeue();
            if (IsStillWanted(next))
                hand.Add(next);
        }

        if (!Wanted || !MayWork(now) || now.Monotonic < pausedUntil)
            return;
        while (hand.Ready > 0 && running.Count < Limit && freeSlots.Count > 0 && now.Monotonic >= nextStart)
            Start(hand.Take(), now);
    }

    private void Start(ReadyPoint next, Moment now)
    {
        if (!IsStillWanted(next))
            return;
        Problem = null;
        var slot = freeSlots.Min;
        freeSlots.Remove(slot);
        next.Chunk.Waiting--;
        next.Chunk.Running++;
        hand.Started(next.Chunk.Pool);
        var point = next.Chunk.Pool.PointAt(next.Chunk.Key.Number, next.Offset);
        var attempt = next.Chunk[next.Offset].Attempts.Count + 1;
        running.Add(point, new(next.Chunk, next.Offset, slot, attempt));
        if (setup.LaunchDelay > TimeSpan.Zero)
            nextStart = TimeSpan.MaxValue; // until it is told that this one was started
        var entry = next.Chunk[next.Offset];
        effects.Add(new WorkerEffect.StartPoint(new(point, attempt, slot, next.Chunk.Key)
        {
            Epoch = next.Chunk.Stored!.Epoch,
            Charged = entry.ChargedAttempts,
            Graph = entry.Graph,
        }));
    }

    private Running? Release(long point)
    {
        if (!running.Remove(point, out var run))
            return null;
        freeSlots.Add(run.Slot);
        run.Chunk.Running--;
        hand.Ended(run.Chunk.Pool);
        return run;
    }

    private void Record(Running run, AttemptRecord attempt, Moment now)
    {
        var before = run.Chunk[run.Offset];
        var attempts = new List<AttemptRecord>(before.Attempts) { attempt };
        var isCancelled = cancelled.Contains(run.Chunk.Pool.PointAt(run.Chunk.Key.Number, run.Offset));
        var after = PointDecision.AfterAttempt(before with { Attempts = attempts }, setup.Retry, now.Utc, isCancelled);
        PointTransitions.Require(PointState.Running, after.State);
        var isLong = attempt.Elapsed is null || attempt.Elapsed >= setup.Policy.LongPoint;
        run.Chunk.Set(run.Offset, after, isLong ? now.Monotonic : now.Monotonic + setup.Policy.GroupOutcomes);
        dirty.Add(run.Chunk);
        Ended = Ended.With(after.State);
        if (after.State == PointState.Pending)
            Queue(run.Chunk, run.Offset);
    }

    private void Queue(HeldChunk chunk, int offset)
    {
        chunk.Waiting++;
        if (chunk[offset].NotBefore is not null)
            toWait.Add(new(chunk, offset));
        else
            hand.Add(new(chunk, offset));
    }

    /// <summary>
    /// How long a point waits for its next attempt, from now on. Its time was told by some machine's wall clock, which may
    /// be hours wrong: so it waits no longer than the rule asks for, and then by the monotonic clock.
    /// </summary>
    private TimeSpan WaitOf(PointEntry entry, Moment now)
    {
        var told = entry.NotBefore!.Value - now.Utc;
        var asked = entry.Last is { } last ? setup.Retry(last, entry.ChargedAttempts) ?? TimeSpan.Zero : TimeSpan.Zero;
        return told < asked ? told : asked;
    }

    private void Flush(Moment now)
    {
        if (dirty.Count == 0)
            return;
        var quiet = running.Count == 0 && hand.Ready == 0;
        var givingBack = grantKnown && !Wanted;
        if (!quiet && !dirty.Any(chunk => chunk.FlushBy <= now.Monotonic && !chunk.Busy))
            return;
        foreach (var chunk in dirty.Where(chunk => !chunk.Busy && !(givingBack && CanGiveBack(chunk))).ToList())
        {
            dirty.Remove(chunk);
            effects.Add(new WorkerEffect.WriteChunk(chunk.Write()));
        }
    }

    /// <summary>Whether a chunk could go back: nothing of it runs here, and something is left of it.</summary>
    private static bool CanGiveBack(HeldChunk chunk) => chunk is { Owned: true, Running: 0 } && !chunk.IsClosed;

    private void GiveBackChunks()
    {
        if (Wanted || !grantKnown)
            return;
        foreach (var chunk in held.Values.Where(chunk => CanGiveBack(chunk) && !chunk.Busy).ToList())
        {
            dirty.Remove(chunk);
            effects.Add(new WorkerEffect.WriteChunk(chunk.GiveBack()));
        }
    }

    private void Claim(Moment now)
    {
        if (!Wanted || !MayWork(now) || hintsRequested || now.Monotonic < pausedUntil || now.Monotonic < nextPoll)
            return;
        if (hand.IsDry)
        {
            // Before the limit is looked at: without work it wanted no slots, so it may have none now, and must want some to get any.
            hand.LookAgain();
            RequestRun();
        }

        if (hand.NextClaim(Limit, Limit + ahead.Target(Limit)) is not var (pool, chunks))
            return;
        hintsRequested = true;
        effects.Add(new WorkerEffect.TakeHints(pool, chunks));
    }

    private void RequestRun()
    {
        if (runRequested)
            return;
        runRequested = true;
        effects.Add(new WorkerEffect.ReadRun());
    }

    private void PoolIsDry(PoolPlan pool, Moment now)
    {
        hand.Answered(pool, isDry: true);
        if (!hand.IsDry)
            return;
        nextPoll = now.Monotonic + idlePoll;
        idlePoll = idlePoll * 2 > setup.Policy.IdlePollLongest ? setup.Policy.IdlePollLongest : idlePoll * 2;
    }

    private void ClaimAll(PoolPlan pool, IReadOnlyList<long> numbers)
    {
        idlePoll = setup.Policy.IdlePoll;
        hand.Answered(pool, isDry: false);
        foreach (var number in numbers)
        {
            var key = new ChunkKey(setup.Key.Run, setup.Round.Number, pool.Number, number);
            if (held.ContainsKey(key))
                continue;
            var chunk = new HeldChunk(key, pool);
            held.Add(key, chunk);
            hand.IsBeingClaimed(pool, number);
            effects.Add(new WorkerEffect.WriteChunk(chunk.Claim(null, setup.Key.Worker)));
        }
    }

    private void Settle(HeldChunk chunk)
    {
        if (chunk.Settling)
            return;
        chunk.Settling = true;
        effects.Add(new WorkerEffect.ReadChunk(chunk.Key));
    }

    private void Settled(HeldChunk chunk, ChunkRecord? read, Moment now)
    {
        if (!chunk.Owned)
            ClaimSettled(chunk, read);
        else if (read is null || read.Epoch != chunk.Stored!.Epoch || read.Owner != setup.Key.Worker)
            Drop(chunk); // another's now; or our own last write closed it or gave it back, and nothing is left to do
        else
            SettledAsOurs(chunk, read, now);
    }

    private void ClaimSettled(HeldChunk chunk, ChunkRecord? read)
    {
        var inFlight = chunk.InFlight!;
        if (read is not null && read.Epoch == inFlight.Epoch && read.Owner == setup.Key.Worker)
            ChunkProven(chunk, read);
        else if (read is { Owner: not null } or { IsClosed: true })
            Drop(chunk);
        else
            effects.Add(new WorkerEffect.WriteChunk(chunk.Claim(read, setup.Key.Worker)));
    }

    private void SettledAsOurs(HeldChunk chunk, ChunkRecord read, Moment now)
    {
        chunk.NotWritten(read, now.Monotonic);
        dirty.Add(chunk);
    }

    private void ChunkProven(HeldChunk chunk, ChunkRecord record)
    {
        var first = !chunk.Owned;
        TellStoredGraphs(chunk, record);
        chunk.Proven(record);
        if (first)
            Owned(chunk);
        if (chunk.GivingBack || (chunk.IsClosed && !chunk.Dirty))
        {
            if (chunk.GivingBack)
                effects.Add(new WorkerEffect.ReturnHint(chunk.Key));
            Drop(chunk);
        }
    }

    private void TellStoredGraphs(HeldChunk chunk, ChunkRecord record)
    {
        for (var offset = 0; chunk.Owned && offset < record.Entries.Count; offset++)
        {
            if (record.Entries[offset].Graph is { } reference && reference != chunk.Stored!.Entries[offset].Graph)
                effects.Add(new WorkerEffect.GraphStored(chunk.Pool.PointAt(chunk.Key.Number, offset), reference));
        }
    }

    private void Owned(HeldChunk chunk)
    {
        hand.WasClaimed(chunk.Pool, chunk.Key.Number);
        cancelsDue |= cancelled.Count > 0;
        for (var offset = 0; offset < chunk.Size; offset++)
        {
            if (!chunk[offset].State.IsTerminal())
                Queue(chunk, offset);
        }
    }

    private void Drop(HeldChunk chunk)
    {
        if (!chunk.Owned)
            hand.WasClaimed(chunk.Pool, chunk.Key.Number);
        held.Remove(chunk.Key);
        dirty.Remove(chunk);
        foreach (var (point, _) in running.Where(pair => pair.Value.Chunk == chunk).ToList())
            EndPoint(point, AttemptEnd.Interrupted, atOnce: true);
    }

    private void FinishIfDone(Moment now)
    {
        var ending = Stop != WorkerStop.No || (grantKnown && !AwaitsFirstGrant && lease.Grant is not { Mode: GrantMode.Run });
        if (!ending || running.Count > 0 || held.Count > 0 || recordInFlight is not null || stored is null || IsOver)
            return;
        SendRecord(now, WorkerPhase.Ended);
    }

    private TimeSpan ComputeNextWake(Moment now)
    {
        // What is overdue waits for an answer, not for a time; only what is to come counts, or the host would spin.
        var next = now.Monotonic + setup.Policy.RenewEvery;
        Earlier(nextRenewal);
        if (recordInFlight is null)
            Earlier(ReportAt);
        Earlier(recordRetry);
        Earlier(overBy);
        if (AwaitsFirstGrant)
            Earlier(nextGrantPoll);
        if (lease.GrantEnds is null)
            Earlier(bornAt + (setup.Policy.JoinWithin - setup.Lived));
        Earlier(lease.GrantEnds - setup.Policy.StopMargin);
        Earlier(lease.GrantEnds);
        if (running.Count > 0)
            Earlier(lease.WorkEnds);
        foreach (var chunk in dirty)
            Earlier(chunk.Busy ? chunk.SettleAt : chunk.FlushBy);
        foreach (var chunk in held.Values)
            Earlier(chunk.SettleAt);
        if (waiting.TryPeek(out _, out var due))
            Earlier(due);
        if (Wanted && !hintsRequested)
            Earlier(nextPoll);
        if (hand.Ready > 0)
        {
            Earlier(pausedUntil);
            Earlier(nextStart);
        }

        return next;

        void Earlier(TimeSpan? at)
        {
            if (at is { } time && time > now.Monotonic && time < next)
                next = time;
        }
    }
}

/// <summary>How a worker is asked to end.</summary>
public enum WorkerStop
{
    /// <summary>Not at all.</summary>
    No,
    /// <summary>Claim nothing more, let points finish.</summary>
    Drain,
    /// <summary>End the points, give the chunks back.</summary>
    Now,
}
