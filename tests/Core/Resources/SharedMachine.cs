using Muster.Resources;
using Muster.Sweeps;
using Muster.Workers;

namespace Muster.Tests.Core.Resources;

/// <summary>A machine on virtual time that runs share as <see cref="FairShare"/> decides: at each end of a point, at each arrival, and at each look.</summary>
internal sealed class SharedMachine(Machine machine, SharePolicy policy)
{
    public static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    private readonly List<SharingRun> runs = [];
    private Moment? lastByAge;
    private TimeSpan nextLook;

    public TimeSpan Now { get; private set; }

    public IReadOnlyList<SharingRun> Runs => runs;

    /// <summary>Called after each decision, for checks; the runs have not started anything on it yet.</summary>
    public Action<FairShare>? Decided { get; set; }

    /// <summary>Called when a run has nothing left; it is gone.</summary>
    public Action<SharingRun>? Gone { get; set; }

    public static Moment At(TimeSpan time) => new(time, DateTimeOffset.UnixEpoch + time);

    public SharingRun Add(SharingRun run)
    {
        run.WithoutSince = Now;
        runs.Add(run);
        return run;
    }

    /// <summary>Lets time pass.</summary>
    public void Pass(TimeSpan time)
    {
        var until = Now + time;
        Share();
        while (NextEvent() is var next && next <= until)
        {
            Spend(next - Now);
            foreach (var run in runs)
                run.Ends.RemoveAll(end => end <= Now);
            if (Now >= nextLook)
                nextLook = Now + Look;
            foreach (var done in runs.Where(run => run.Running == 0 && run.Left == 0).ToList())
            {
                runs.Remove(done);
                Gone?.Invoke(done);
            }

            Share();
        }

        Spend(until - Now);
    }

    private TimeSpan NextEvent() => runs.SelectMany(run => run.Ends).Append(nextLook).Min();

    private void Spend(TimeSpan time)
    {
        foreach (var run in runs)
            run.SlotTime += time * run.Running;
        Now += time;
    }

    private void Share()
    {
        FairShare decision;
        var now = Now;
        do
        {
            now += TimeSpan.FromTicks(1); // as it does on a real machine
            decision = FairShare.Decide(new() { Machine = machine, Runs = [.. runs.Select(run => run.Look(At(now)))], LastByAge = lastByAge, Now = At(now), Policy = policy });
        }
        while (Lower(decision));
        lastByAge = decision.LastByAge;
        for (var i = 0; i < runs.Count; i++)
            runs[i].Share = decision.Runs[i];
        Decided?.Invoke(decision);
        foreach (var run in runs)
            run.Start(Now);
    }

    private bool Lower(FairShare decision)
    {
        var less = runs.Zip(decision.Runs).Where(pair => pair.Second.Slots < pair.First.Share.Slots).ToList();
        foreach (var (run, share) in less)
            run.Share = share;
        return less.Count > 0;
    }
}

/// <summary>A run on a <see cref="SharedMachine"/>.</summary>
internal sealed class SharingRun(string name)
{
    private int started;

    public ResourceRequest Request { get; init; } = ResourceRequest.Default;

    public Priority Priority { get; init; } = Priority.Normal;

    public int Pools { get; init; } = 1;

    /// <summary>How long its points take, each in its turn.</summary>
    public IReadOnlyList<TimeSpan> PointTimes { get; init; } = [TimeSpan.FromMilliseconds(20)];

    /// <summary>Points that it has not started.</summary>
    public int Left { get; set; } = int.MaxValue;

    public int Running => Ends.Count;

    public List<TimeSpan> Ends { get; } = [];

    public SlotShare Share { get; set; } = new(0, 0, ShareTurns.None, null);

    /// <summary>Slots times the time for which it used them.</summary>
    public TimeSpan SlotTime { get; set; }

    /// <summary>Since when it has had no slot.</summary>
    public TimeSpan WithoutSince { get; set; }

    /// <summary>The longest time that it had no slot, up to the last time it got one.</summary>
    public TimeSpan LongestWait { get; private set; }

    /// <summary>Called with the run's name at each start of a point.</summary>
    public Action<string> Started { get; init; } = static _ => { };

    public string Name => name;

    public int Wanted => Math.Min(Left, 1000);

    public ShareDemand Look(Moment now)
    {
        var demand = new ShareDemand { Name = $"run {name}", Request = Request, Running = Running, Wanted = Wanted, Pools = Pools, Priority = Priority };
        Share = Share with { Turns = Share.Turns.Seen(demand, now) };
        return demand with { Turns = Share.Turns };
    }

    public void Start(TimeSpan now)
    {
        if (Running == 0 && Share.Slots == 0 && Share.Turns.WithoutSince is { } since)
            WithoutSince = since.Monotonic;
        else
            (LongestWait, WithoutSince) = (now - WithoutSince > LongestWait ? now - WithoutSince : LongestWait, now);
        for (; Running < Share.Slots && Left > 0; Left--)
        {
            Ends.Add(now + PointTimes[started++ % PointTimes.Count]);
            Started(name);
        }
    }
}
