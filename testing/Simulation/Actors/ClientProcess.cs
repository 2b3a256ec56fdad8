using Muster.Chunks;
using Muster.Coordination;
using Muster.Points;
using Muster.Runs;
using Muster.Sets;
using Muster.Stores;
using Muster.Testing.Simulation.Scenarios;
using Muster.Testing.Simulation.Time;

namespace Muster.Testing.Simulation.Actors;

/// <summary>Someone who submits the run and repeats each wish until it is acknowledged: a submission, a cancel, a retry.</summary>
internal sealed class ClientProcess : SimActor
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private readonly SimulatedSweep sim;
    private readonly IRunStore store;
    private readonly RunRecord submission;
    private int retriesLeft;
    private int wishesLeft;
    private TimeSpan? cancelAt;
    private TimeSpan blockedSince = TimeSpan.MaxValue;

    /// <param name="sim">The world.</param>
    /// <param name="name">Its name.</param>
    /// <param name="digest">The spec that it submits.</param>
    /// <param name="plan">What it does after the submission.</param>
    public ClientProcess(SimulatedSweep sim, string name, string digest, ClientPlan plan)
        : base(sim.World, name, sim.NewClock())
    {
        this.sim = sim;
        store = sim.StoreFor(this);
        submission = sim.Scenario.Run with { SpecDigest = digest, CreatedAt = Clock.GetUtcNow(), UpdatedAt = Clock.GetUtcNow() };
        (retriesLeft, wishesLeft, cancelAt) = (plan.Retries, plan.Wishes, plan.CancelAt);
        After(World.Chance.UpTo(TimeSpan.FromSeconds(1)), () => _ = GoOnAsync(SubmitAsync));
    }

    /// <summary>Whether it has nothing left to do.</summary>
    public bool IsDone { get; private set; }

    protected override void Died() => throw new InvalidOperationException("A client does not die.");

    private async Task GoOnAsync(Func<Task<Func<Task>?>> step)
    {
        Func<Task>? next;
        try
        {
            next = await step();
        }
        catch (StoreUnavailableException)
        {
            next = () => GoOnAsync(step);
        }

        if (next is null)
            IsDone = true;
        else
            After(Pause, () => _ = next());
    }

    private async Task<Func<Task>?> SubmitAsync()
    {
        if (await store.GetRunAsync(submission.Id) is not { } found)
        {
            return await store.WriteAsync(submission) == WriteAnswer.Written
                ? Acknowledged(submission)
                : () => GoOnAsync(SubmitAsync);
        }

        if (found.SpecDigest == submission.SpecDigest)
            return Acknowledged(found);
        World.Note(Name, "submission refused");
        return null;
    }

    private Func<Task> Acknowledged(RunRecord run)
    {
        sim.Checks.Acknowledged(run.Id, submission.SpecDigest);
        return () => GoOnAsync(WatchAsync);
    }

    private async Task<Func<Task>?> WatchAsync()
    {
        var run = await store.GetRunAsync(submission.Id) ?? throw new StoreUnavailableException("The run cannot be seen; it was acknowledged.");
        if (run.IsHeld)
            return World.Chance.Happens(0.2) ? () => GoOnAsync(ReleaseAsync) : () => GoOnAsync(WatchAsync);
        if (run.State.IsTerminal())
            return retriesLeft-- > 0 ? () => GoOnAsync(RetryAsync) : null;
        if (wishesLeft > 0 && World.Chance.Happens(0.1))
        {
            wishesLeft--;
            var wish = World.Chance.Pick<Func<RunRecord, RunRecord?>>(Hold, OtherLimits, CancelPoints);
            return () => GoOnAsync(() => WishAsync(wish));
        }

        var cancels = cancelAt < World.Now || IsBlockedForGood(run);
        return cancels ? () => GoOnAsync(CancelAsync) : () => GoOnAsync(WatchAsync);
    }

    /// <summary>Nobody waits for ever on a budget that cannot be met.</summary>
    private bool IsBlockedForGood(RunRecord run)
    {
        // Workers that come by themselves are refused, leave and come again; meanwhile there is no reason.
        var isRefused = run.Reason is { Cause: WaitCause.Budget } || (run.Reason is null && blockedSince != TimeSpan.MaxValue && sim.Cloud.Alive.All(machine => machine.Running == 0));
        if (!sim.IsQuiet || !isRefused || run.Desired == DesiredState.Cancelled)
            blockedSince = TimeSpan.MaxValue;
        else if (blockedSince == TimeSpan.MaxValue)
            blockedSince = World.Now;
        return blockedSince != TimeSpan.MaxValue && World.Now - blockedSince > TimeSpan.FromMinutes(5);
    }

    private async Task<Func<Task>?> CancelAsync()
    {
        var run = await store.GetRunAsync(submission.Id);
        var next = run!.Cancel(Clock.GetUtcNow());
        if (next is not null && next != run && await store.WriteAsync(next) == WriteAnswer.Refused)
            return () => GoOnAsync(CancelAsync);
        cancelAt = null;
        if (next is not null)
            sim.Checks.CancelAcknowledged(next);
        return () => GoOnAsync(WatchAsync);
    }

    /// <summary>A wish that is repeated until it is answered; what it came to is seen by the checks of the records.</summary>
    private async Task<Func<Task>?> WishAsync(Func<RunRecord, RunRecord?> change)
    {
        var run = await store.GetRunAsync(submission.Id);
        if (change(run!) is { } next && !ReferenceEquals(next, run) && await store.WriteAsync(next) == WriteAnswer.Refused)
            return () => GoOnAsync(() => WishAsync(change));
        return () => GoOnAsync(WatchAsync);
    }

    private Task<Func<Task>?> ReleaseAsync() => WishAsync(run => run.Release(Clock.GetUtcNow()));

    private RunRecord? Hold(RunRecord run) => run.Hold(Clock.GetUtcNow());

    private RunRecord OtherLimits(RunRecord run) =>
        run.Update(null, new(World.Chance.Happens(0.3) ? null : World.Chance.Between(1, 12)), Clock.GetUtcNow());

    private RunRecord? CancelPoints(RunRecord run)
    {
        var first = World.Chance.Between(0, (int)run.PointCount - 1);
        return run.CancelPoints(IndexSet.OfRanges([new(first, World.Chance.Between(first, (int)run.PointCount - 1))]), Clock.GetUtcNow());
    }

    private async Task<Func<Task>?> RetryAsync()
    {
        var run = await store.GetRunAsync(submission.Id);
        if (!run!.State.IsTerminal())
            return () => GoOnAsync(WatchAsync); // an earlier try arrived after all
        var points = PointsToRetry();
        var pools = RunDraw.Pools(World.Chance, points);
        var next = run.Retry(new(run.Round.Number + 1, pools), sim.Checks.CountsWithout(points), Clock.GetUtcNow());
        await store.WriteAsync(next);
        return () => GoOnAsync(WatchAsync);
    }

    /// <summary>Those that did not succeed, or sometimes any.</summary>
    private IndexSet PointsToRetry()
    {
        var all = Enumerable.Range(0, (int)submission.PointCount).Select(point => (long)point);
        var failed = IndexSet.Of(all.Where(point => sim.Checks.OutcomeOf(point) != PointState.Succeeded));
        return failed.Count > 0 && World.Chance.Happens(0.7) ? failed : IndexSet.FirstOf(World.Chance.Between(1, (int)submission.PointCount));
    }
}
