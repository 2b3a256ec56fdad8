using Muster.Chunks;
using Muster.Points;

namespace Muster.Workers;

/// <summary>A chunk that a worker owns or is claiming: what the store has, what is known since, and what is on its way.</summary>
internal sealed class HeldChunk(ChunkKey key, PoolPlan pool)
{
    private PointEntry[] entries = [];

    public ChunkKey Key { get; } = key;

    public PoolPlan Pool { get; } = pool;

    /// <summary>The record as the store last proved to have it; null while a first claim is on its way.</summary>
    public ChunkRecord? Stored { get; private set; }

    /// <summary>The write that was not answered yet; null: none.</summary>
    public ChunkRecord? InFlight { get; private set; }

    /// <summary>Whether a read is under way that settles what the store has.</summary>
    public bool Settling { get; set; }

    /// <summary>When a settling call is due again after one got no answer; null: not waiting.</summary>
    public TimeSpan? SettleAt { get; set; }

    /// <summary>Whether the claim was proven.</summary>
    public bool Owned { get; private set; }

    /// <summary>Whether something is known that the store does not have.</summary>
    public bool Dirty { get; private set; }

    /// <summary>When what is not written must be sent.</summary>
    public TimeSpan FlushBy { get; private set; } = TimeSpan.MaxValue;

    /// <summary>Points of it that run.</summary>
    public int Running { get; set; }

    /// <summary>Points of it that wait for a slot or a time.</summary>
    public int Waiting { get; set; }

    /// <summary>Whether it is being given back.</summary>
    public bool GivingBack { get; private set; }

    public bool Busy => InFlight is not null || Settling || SettleAt is not null;

    public bool IsClosed => Array.TrueForAll(entries, entry => entry.State.IsTerminal());

    public int Size => entries.Length;

    public PointEntry this[int offset] => entries[offset];

    public ChunkRecord Claim(ChunkRecord? seen, string worker)
    {
        Stored = seen;
        InFlight = new()
        {
            Key = Key,
            Version = (seen?.Version ?? 0) + 1,
            Epoch = (seen?.Epoch ?? 0) + 1,
            Losses = seen?.Losses ?? 0,
            Owner = worker,
            Entries = seen?.Entries ?? NewEntries(),
        };
        return InFlight;
    }

    public ChunkRecord Write()
    {
        Dirty = false;
        FlushBy = TimeSpan.MaxValue;
        // A closed chunk keeps its owner's name off the record: nobody is to be watched for it any more.
        InFlight = Stored! with { Version = Stored.Version + 1, Owner = IsClosed ? null : Stored.Owner, Entries = [.. entries] };
        return InFlight;
    }

    public ChunkRecord GiveBack()
    {
        Dirty = false;
        FlushBy = TimeSpan.MaxValue;
        GivingBack = true;
        InFlight = Stored! with { Version = Stored.Version + 1, Epoch = Stored.Epoch + 1, Owner = null, Entries = [.. entries] };
        return InFlight;
    }

    /// <summary>The write on its way is known to be in the store.</summary>
    public void Proven(ChunkRecord record)
    {
        if (!Owned)
        {
            Owned = true;
            entries = [.. record.Entries];
        }

        Stored = record;
        InFlight = null;
    }

    /// <summary>The write on its way is known not to be in the store, though the chunk is still ours.</summary>
    public void NotWritten(ChunkRecord record, TimeSpan now)
    {
        Stored = record;
        InFlight = null;
        GivingBack = false;
        MarkDirty(now);
    }

    public void Set(int offset, PointEntry entry, TimeSpan flushBy)
    {
        if (entries[offset].State.IsTerminal())
            throw new InvalidOperationException($"Point {offset} of chunk {Key} has already ended as {entries[offset].State}; an outcome is recorded once.");
        entries[offset] = entry;
        MarkDirty(flushBy);
    }

    public void MarkDirty(TimeSpan flushBy)
    {
        Dirty = true;
        if (flushBy < FlushBy)
            FlushBy = flushBy;
    }

    private IReadOnlyList<PointEntry> NewEntries()
    {
        var fresh = new PointEntry[Pool.SizeOf(Key.Number)];
        Array.Fill(fresh, PointEntry.New);
        return fresh;
    }
}
