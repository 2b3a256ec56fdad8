namespace Muster.Placement;

/// <summary>
/// Spreads a run's workers over regions. Pure. Workers are given out one at a time, each for no more slots than are left, so that every limit holds
/// also where fewer slots are left than there are regions.
/// </summary>
public static class RegionSpread
{
    /// <summary>How many more workers each may have.</summary>
    /// <param name="distribution">How they are spread.</param>
    /// <param name="rooms">Where workers could be had; several may be in one region.</param>
    /// <param name="slots">Slots that the run may and wants to have beyond those in use, 0 or more.</param>
    /// <param name="perRegion">Most slots in a region, those in use included; null: no such limit.</param>
    /// <param name="workers">Most more workers in all, 0 or more; default: no such limit.</param>
    /// <returns>By room, in the order given.</returns>
    public static IReadOnlyList<int> Workers(RegionDistribution distribution, IReadOnlyList<RegionRoom> rooms, long slots, int? perRegion, int workers = int.MaxValue)
    {
        var hand = new Hand(rooms, perRegion ?? long.MaxValue);
        for (var given = 0; given < workers && slots > 0 && hand.Next(distribution) is { } next; given++)
            slots -= hand.Give(next, slots);
        return hand.Given;
    }

    private sealed class Hand(IReadOnlyList<RegionRoom> rooms, long perRegion)
    {
        private readonly Dictionary<string, Held> _regions = rooms.GroupBy(room => room.Region).ToDictionary(group => group.Key, group => new Held(group.First()));
        private readonly int[] _given = new int[rooms.Count];

        public IReadOnlyList<int> Given => _given;

        /// <summary>The room whose turn it is; null: nobody may have more.</summary>
        public int? Next(RegionDistribution distribution)
        {
            int? next = null;
            for (var i = 0; i < rooms.Count; i++)
                if (IsOpen(i) && (next is null || Compare(distribution, i, next.Value) < 0))
                    next = i;
            return next is { } found && distribution == RegionDistribution.Balanced && WouldBeAhead(rooms[found].Region) ? null : next;
        }

        /// <summary>Gives a worker.</summary>
        /// <returns>The slots that it may use.</returns>
        public long Give(int index, long left)
        {
            var region = _regions[rooms[index].Region];
            var slots = Math.Min(Math.Min(rooms[index].Slots, left), perRegion - region.Slots);
            _given[index]++;
            region.Workers++;
            region.Slots += slots;
            return slots;
        }

        private bool IsOpen(int index) => rooms[index].Slots > 0 && _given[index] < rooms[index].Most && _regions[rooms[index].Region].Slots < perRegion;

        private int Compare(RegionDistribution distribution, int a, int b)
        {
            var (regionA, regionB) = (_regions[rooms[a].Region], _regions[rooms[b].Region]);
            var turn = distribution switch
            {
                RegionDistribution.FairShare => regionA.Slots.CompareTo(regionB.Slots),
                RegionDistribution.Balanced => regionA.Workers.CompareTo(regionB.Workers),
                RegionDistribution.Opportunistic => 0,
                _ => throw new ArgumentOutOfRangeException(nameof(distribution), distribution, "An unknown distribution."),
            };
            return turn != 0 ? turn : (rooms[a].UsdPerSlot ?? decimal.MaxValue).CompareTo(rooms[b].UsdPerSlot ?? decimal.MaxValue);
        }

        private bool WouldBeAhead(string region) => _regions[region].Workers > _regions.Values.Min(other => other.Workers);

        private sealed class Held(RegionRoom room)
        {
            public int Workers { get; set; } = room.Workers;

            public long Slots { get; set; } = room.SlotsInUse;
        }
    }
}

/// <summary>Where workers could be had.</summary>
/// <param name="Region">The region.</param>
/// <param name="Slots">Slots of one worker there, 0 or more.</param>
/// <param name="Most">How many more workers there may be there, 0 or more.</param>
/// <param name="Workers">Workers that the run has in the region, 0 or more; the same for all rooms of a region.</param>
/// <param name="SlotsInUse">Slots that these may use; the same for all rooms of a region.</param>
/// <param name="UsdPerSlot">Price of a slot in USD per hour; null: unknown, which counts as dearest.</param>
public sealed record RegionRoom(string Region, int Slots, int Most, int Workers = 0, long SlotsInUse = 0, decimal? UsdPerSlot = null);
