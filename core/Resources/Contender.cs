using Muster.Sweeps;
using Muster.Workers;

namespace Muster.Resources;

/// <summary>A run among those that share a machine.</summary>
/// <param name="Index">Its place by age.</param>
/// <param name="Run">What it uses and wants.</param>
/// <param name="Turns">Its turns, up to date.</param>
/// <param name="First">As what it counts for its first slot; for further ones as what it is.</param>
/// <param name="NotBefore">It counts as waiting from then on at the earliest, by the monotonic clock.</param>
internal sealed record Contender(int Index, ShareDemand Run, ShareTurns Turns, Priority First, TimeSpan NotBefore)
{
    public Amounts Request { get; } = Amounts.Of(Run.Request);

    public int Pools => Math.Max(1, Run.Pools);

    /// <summary>Whether it waits and has nothing.</summary>
    public bool IsWithout => Turns.WithoutSince is not null;

    /// <summary>When its turn with a slot that it holds is up.</summary>
    public Moment TurnEnds(int slot, SharePolicy policy)
    {
        var turn = policy.Turn * Pools;
        return new(Turns.Held[slot].Monotonic + turn, Turns.Held[slot].Utc + turn);
    }

    /// <summary>When it has rested after it lost a slot; null: it lost none.</summary>
    public Moment? RestEnds(SharePolicy policy) =>
        Turns.LostAt is { } lost ? new(lost.Monotonic + policy.Turn, lost.Utc + policy.Turn) : null;

    public SlotRank RankOf(int slots, Moment now, SharePolicy policy)
    {
        var counts = slots == 0 ? First : Run.Priority;
        if (slots >= Turns.Held.Count)
            return new(counts, slots, Pools, ClaimToNew(now, policy), Later(Turns.WaitsSince!.Value.Monotonic, NotBefore), Run.Priority, Turns.WaitsSince == Turns.LostAt, Turns.Had, Index);
        var claim = TurnEnds(slots, policy).Monotonic > now.Monotonic ? SlotClaim.InTurn : SlotClaim.Up;
        return new(counts, slots, Pools, claim, Turns.Held[slots].Monotonic, Run.Priority, false, Turns.Had, Index);
    }

    private SlotClaim ClaimToNew(Moment now, SharePolicy policy) =>
        RestEnds(policy) is { } ends && ends.Monotonic > now.Monotonic ? SlotClaim.Rests : SlotClaim.Waits;

    private static TimeSpan Later(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
