using Muster.Sweeps;

namespace Muster.Resources;

/// <summary>A run's place in the order in which slots are handed out, with the slots that it has been handed so far; what comes first is less.</summary>
/// <param name="Counts">As what it counts for its next slot.</param>
/// <param name="Slots">Slots handed to it so far.</param>
/// <param name="Pools">Its pools that have work left.</param>
/// <param name="Claim">Its claim to the next slot.</param>
/// <param name="Since">Since when, by the monotonic clock, it has that slot or waits for it.</param>
/// <param name="Own">Its own priority.</param>
/// <param name="MadeRoom">Whether it waits since it lost a slot: it comes after those that began to wait at the same moment, and for which it made room.</param>
/// <param name="Had">Slots that it has got so far.</param>
/// <param name="Age">Its place by age: the oldest has 0.</param>
internal readonly record struct SlotRank(Priority Counts, int Slots, int Pools, SlotClaim Claim, TimeSpan Since, Priority Own, bool MadeRoom, long Had, int Age) : IComparable<SlotRank>
{
    /// <summary>By priority; then fewest slots per pool; then by the turns: one that goes on, the longest wait, the latest of those that are up.</summary>
    public int CompareTo(SlotRank other)
    {
        if (Counts != other.Counts)
            return Counts < other.Counts ? -1 : 1;
        if ((long)Slots * other.Pools != (long)other.Slots * Pools)
            return ((long)Slots * other.Pools).CompareTo((long)other.Slots * Pools);
        if (Claim != other.Claim)
            return Claim < other.Claim ? -1 : 1;
        if (Since != other.Since)
            return Claim == SlotClaim.Up ? other.Since.CompareTo(Since) : Since.CompareTo(other.Since);
        if (Own != other.Own)
            return Own < other.Own ? -1 : 1;
        if (MadeRoom != other.MadeRoom)
            return MadeRoom ? 1 : -1;
        return Had != other.Had ? Had.CompareTo(other.Had) : Age.CompareTo(other.Age);
    }
}

/// <summary>A run's claim to a slot, best first.</summary>
internal enum SlotClaim
{
    /// <summary>It has the slot, and its turn goes on.</summary>
    InTurn,
    /// <summary>It does not have the slot.</summary>
    Waits,
    /// <summary>It has the slot, and its turn is up: it keeps the slot unless another waits.</summary>
    Up,
    /// <summary>It does not have the slot, and lost one less than a turn ago: else whoever makes room would at once take the room of the next whose turn is up.</summary>
    Rests,
}
