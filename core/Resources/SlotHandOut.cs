using Muster.Sweeps;
using Muster.Workers;

namespace Muster.Resources;

/// <summary>
/// Hands the slots of an empty machine out, one at a time, each to the run that ranks first. A run whose next slot does not fit
/// gets no more. If it would fit but for turns that go on, what it needs is kept for it meanwhile, lest smaller ones, each
/// in its turn, keep it out for ever; if it does not fit for those of higher priority, the others may have what it cannot use.
/// </summary>
internal sealed class SlotHandOut
{
    private readonly IReadOnlyList<Contender> runs;
    private readonly PriorityQueue<Contender, SlotRank> queue = new();
    private readonly int[] targets;
    private readonly Refusal?[] refusals;
    private readonly Amounts[] ownInTurn;
    private readonly List<int> given = [];
    private Amounts left;
    private Amounts inTurn;
    private Priority level;
    private int waiting;

    private SlotHandOut(Machine machine, IReadOnlyList<Contender> runs)
    {
        (this.runs, left) = (runs, Amounts.Of(machine));
        (targets, refusals, ownInTurn) = (new int[runs.Count], new Refusal?[runs.Count], new Amounts[runs.Count]);
    }

    /// <summary>Slots that each run may come to.</summary>
    public IReadOnlyList<int> Targets => targets;

    /// <summary>The run of each slot, in the order in which they were handed out.</summary>
    public IReadOnlyList<int> Given => given;

    /// <summary>Of each run that got less than it wants: how it came to that.</summary>
    public IReadOnlyList<Refusal?> Refusals => refusals;

    /// <summary>Hands out.</summary>
    public static SlotHandOut Of(Machine machine, IReadOnlyList<Contender> runs, Moment now, SharePolicy policy)
    {
        var hand = new SlotHandOut(machine, runs);
        foreach (var run in runs)
            hand.Enqueue(run, now, policy);
        while (hand.queue.TryDequeue(out var run, out var rank))
        {
            hand.Enter(rank);
            if (hand.Give(run, rank))
                hand.Enqueue(run, now, policy);
        }

        return hand;
    }

    private void Enqueue(Contender run, Moment now, SharePolicy policy)
    {
        if (targets[run.Index] < run.Run.Most)
            queue.Enqueue(run, run.RankOf(targets[run.Index], now, policy));
    }

    private void Enter(SlotRank rank)
    {
        if (rank.Counts == level)
            return;
        (level, inTurn, waiting) = (rank.Counts, default, 0);
        Array.Clear(ownInTurn);
    }

    private bool Give(Contender run, SlotRank rank)
    {
        var before = waiting;
        if (rank is { Claim: SlotClaim.Waits or SlotClaim.Rests, Slots: 0 })
            waiting++;
        if (!left.Covers(run.Request))
        {
            Refuse(run, before);
            return false;
        }

        left -= run.Request;
        if (rank.Claim == SlotClaim.InTurn)
            (inTurn, ownInTurn[run.Index]) = (inTurn + run.Request, ownInTurn[run.Index] + run.Request);
        targets[run.Index]++;
        given.Add(run.Index);
        return true;
    }

    private void Refuse(Contender run, int before)
    {
        var kept = (left + inTurn - ownInTurn[run.Index]).Covers(run.Request) ? Amounts.Least(left, run.Request) : default;
        if (kept != default)
        {
            left -= kept;
            inTurn -= run.Request - kept; // so that what turns free is counted on once
        }

        refusals[run.Index] = new(given.Count, before, kept != default);
    }
}

/// <summary>A run that was not handed all that it wants.</summary>
/// <param name="After">How many slots had been handed out before.</param>
/// <param name="Waiting">How many runs of the same priority that have no slot came before it.</param>
/// <param name="Keeps">Whether something is kept for it until turns are up.</param>
internal sealed record Refusal(int After, int Waiting, bool Keeps);
