using Muster.Chunks;
using Muster.Points;
using Muster.Runs;
using Muster.Sets;
using Muster.Stores;

namespace Muster.Coordination;

/// <summary>
/// A coordinator's look at the chunks that are not counted yet: it counts closed ones, frees those of lost owners, and
/// hands out again what was forgotten. Counted chunks are never read again, so a look costs what has changed, not what there is.
/// </summary>
internal sealed class ChunkScan(CoordinatorPorts ports, CoordinatorPolicy policy, IReadOnlyDictionary<ChunkKey, TimeSpan> forgotten)
{
    private readonly IRunStore store = ports.Store;
    private readonly Dictionary<ChunkKey, TimeSpan> forgottenSince = new(forgotten);

    /// <summary>Since when chunks were seen that nobody owns and no hint names.</summary>
    public IReadOnlyDictionary<ChunkKey, TimeSpan> ForgottenSince => forgottenSince;

    /// <summary>Looks through one pool.</summary>
    /// <param name="key">The pool's key.</param>
    /// <param name="plan">The pool.</param>
    /// <param name="counted">Chunks counted before.</param>
    /// <param name="owners">Tells what is known of owners.</param>
    /// <param name="now">The monotonic time.</param>
    public async Task<PoolLook> LookAsync(PoolKey key, PoolPlan plan, IndexSet counted, Owners owners, TimeSpan now)
    {
        var hints = await store.GetHintsAsync(key);
        var look = new PoolLook(counted);
        var handedOut = IndexSet.FirstOf(Math.Min(hints.Cursor, plan.ChunkCount));
        foreach (var gap in handedOut.Except(counted).Ranges)
            await LookThroughAsync(plan, key, gap, hints, look, owners, now);
        if (look.Free.Count > 0)
            await store.AddHintsAsync(key, look.Free);
        return look.Finish();
    }

    private async Task LookThroughAsync(PoolPlan plan, PoolKey key, IndexRange gap, ClaimHints hints, PoolLook look, Owners owners, TimeSpan now)
    {
        var next = gap.First;
        while (next <= gap.Last)
        {
            var page = await store.ListChunksAsync(key, next, gap.Last, policy.ChunkPage);
            foreach (var chunk in page)
            {
                for (; next < chunk.Key.Number; next++)
                    NoteForgotten(key.Chunk(next), hints, look, owners, now);
                await LookAtAsync(plan, chunk, hints, look, owners, now);
                next = chunk.Key.Number + 1;
            }

            if (page.Count < policy.ChunkPage)
            {
                for (; next <= gap.Last; next++)
                    NoteForgotten(key.Chunk(next), hints, look, owners, now);
            }
        }
    }

    private async Task LookAtAsync(PoolPlan plan, ChunkRecord chunk, ClaimHints hints, PoolLook look, Owners owners, TimeSpan now)
    {
        if (chunk.IsClosed)
        {
            forgottenSince.Remove(chunk.Key);
            look.Count(chunk);
        }
        else if (chunk.Owner is null)
        {
            look.NoteRetry(chunk);
            NoteForgotten(chunk.Key, hints, look, owners, now);
        }
        else if (await owners.IsGoneAsync(chunk.Owner))
        {
            if (await store.WriteAsync(Freed(plan, chunk, chunk.Owner)) == WriteAnswer.Written)
                look.Free.Add(chunk.Key.Number);
            else
                look.Complete = false;
        }
        else
        {
            look.NoteRetry(chunk);
            forgottenSince.Remove(chunk.Key);
        }
    }

    private ChunkRecord Freed(PoolPlan plan, ChunkRecord chunk, string owner) => chunk with
    {
        Version = chunk.Version + 1,
        Epoch = chunk.Epoch + 1,
        Owner = null,
        Losses = chunk.Losses + 1,
        Entries = [.. chunk.Entries.Select((entry, offset) => WithLoss(entry, new(chunk.Key.Run, owner), plan.PointAt(chunk.Key.Number, offset)))],
    };

    private PointEntry WithLoss(PointEntry entry, Workers.WorkerKey owner, long point) =>
        !entry.State.IsTerminal() && ports.LostAttempt(owner, point) is { } lost
            ? entry with { Attempts = [.. entry.Attempts, lost with { Number = entry.Attempts.Count + 1 }] }
            : entry;

    /// <summary>A chunk that nobody owns and no hint names is handed out again, once no worker can still be about to claim it.</summary>
    private void NoteForgotten(ChunkKey key, ClaimHints hints, PoolLook look, Owners owners, TimeSpan now)
    {
        if (hints.Returned.Contains(key.Number))
        {
            forgottenSince.Remove(key);
            return;
        }

        if (!forgottenSince.TryGetValue(key, out var since))
            forgottenSince[key] = since = now;
        if (now - since < policy.ForgottenAfter && owners.AnyAlive)
            return;
        forgottenSince.Remove(key);
        if (look.Free.Count < ClaimHints.MostReturned)
            look.Free.Add(key.Number);
    }
}

/// <summary>What is known of the owners of chunks.</summary>
internal sealed class Owners(RunId run, IReadOnlySet<string> alive, IRunStore store)
{
    private readonly HashSet<string> gone = new(StringComparer.Ordinal);

    /// <summary>Whether any worker of the run is alive, or may be.</summary>
    public bool AnyAlive => alive.Count > 0;

    /// <summary>Whether an owner is fenced, ended, or never was: nothing may be written by it any more.</summary>
    public async Task<bool> IsGoneAsync(string owner)
    {
        if (alive.Contains(owner))
            return false;
        if (gone.Contains(owner))
            return true;
        if (await store.GetWorkerAsync(new(run, owner)) is { Phase: Workers.WorkerPhase.Working })
            return false;
        gone.Add(owner);
        return true;
    }
}

/// <summary>What a look through a pool found.</summary>
internal sealed class PoolLook(IndexSet counted)
{
    private readonly List<IndexRange> closed = [];

    /// <summary>All counted chunks, with those of this look.</summary>
    public IndexSet Counted { get; private set; } = counted;

    /// <summary>How the points of the newly counted chunks ended.</summary>
    public PointCounts Fresh { get; private set; }

    /// <summary>Chunks to be handed out again.</summary>
    public List<long> Free { get; } = [];

    /// <summary>Whether every lost owner's chunk was freed.</summary>
    public bool Complete { get; set; } = true;

    /// <summary>When the first point that waits after a failed attempt may run again (UTC); null: none was seen.</summary>
    public DateTimeOffset? EarliestRetry { get; private set; }

    /// <summary>Notes what a chunk that is still open waits for.</summary>
    public void NoteRetry(ChunkRecord chunk)
    {
        foreach (var entry in chunk.Entries)
        {
            if (entry.NotBefore is { } time && !(time >= EarliestRetry))
                EarliestRetry = time;
        }
    }

    /// <summary>Counts a closed chunk.</summary>
    public void Count(ChunkRecord chunk)
    {
        closed.Add(new(chunk.Key.Number, chunk.Key.Number));
        Fresh += chunk.Counts;
    }

    /// <summary>Closes the look.</summary>
    public PoolLook Finish()
    {
        Counted = Counted.Union(IndexSet.OfRanges(closed));
        return this;
    }
}
