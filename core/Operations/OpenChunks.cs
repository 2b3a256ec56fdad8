using Muster.Runs;
using Muster.Sets;
using Muster.Stores;

namespace Muster.Operations;

/// <summary>
/// A look at the chunks of a run's round that its coordinator did not count yet. The work is bounded: up to 64,000 points have
/// about a thousand chunks in all, and of larger runs only what is being worked on is not counted.
/// </summary>
internal sealed class OpenChunks
{
    /// <summary>Most records that one look reads.</summary>
    public const int MostChunks = 1024;

    /// <summary>Most calls that one look makes.</summary>
    public const int MostCalls = 64;

    private readonly Dictionary<string, int> claimed = new(StringComparer.Ordinal);

    /// <summary>How their points ended.</summary>
    public PointCounts Counts { get; private set; }

    /// <summary>Whether all of them were looked at.</summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>Points that wait before they are tried again.</summary>
    public int Waiting { get; private set; }

    /// <summary>When the first of those is tried again (UTC); null: none waits.</summary>
    public DateTimeOffset? NextTry { get; private set; }

    /// <summary>When the last of their attempts ended (UTC); null: none has, or nobody knows.</summary>
    public DateTimeOffset? LastEnd { get; private set; }

    /// <summary>Points that a worker has claimed and that have not ended; those in back-off are not among them.</summary>
    public int ClaimedBy(string worker) => claimed.GetValueOrDefault(worker);

    /// <summary>Looks.</summary>
    public static async Task<OpenChunks> LookAsync(IRunStore store, RunRecord run, DateTimeOffset now, CancellationToken cancel)
    {
        var look = new OpenChunks();
        var (chunks, calls) = (MostChunks, MostCalls);
        foreach (var pool in run.Round.Pools)
        {
            foreach (var gap in IndexSet.FirstOf(pool.ChunkCount).Except(run.Progress.Of(pool.Number)).Ranges)
            {
                if (chunks == 0 || calls-- == 0)
                {
                    look.IsWhole = false;
                    return look;
                }

                var page = await store.ListChunksAsync(new(run.Id, run.Round.Number, pool.Number), gap.First, gap.Last, chunks, cancel);
                foreach (var chunk in page)
                    look.Add(chunk, now);
                chunks -= page.Count;
                // A full page may be all that there is; nobody can tell, so the counts are called a lower bound.
                look.IsWhole &= chunks > 0;
            }
        }

        return look;
    }

    private void Add(Chunks.ChunkRecord chunk, DateTimeOffset now)
    {
        Counts += chunk.Counts;
        foreach (var entry in chunk.Entries)
        {
            if (entry.Last is { Elapsed: { } elapsed } last && !(LastEnd > last.StartedAt + elapsed))
                LastEnd = last.StartedAt + elapsed;
            if (Points.PointTransitions.IsTerminal(entry.State))
                continue;
            if (entry.NotBefore is { } until && until > now)
            {
                Waiting++;
                NextTry = NextTry < until ? NextTry : until;
            }
            else if (chunk.Owner is { } owner)
            {
                claimed[owner] = claimed.GetValueOrDefault(owner) + 1;
            }
        }
    }
}
