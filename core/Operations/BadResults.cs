using Muster.Chunks;
using Muster.Points;
using Muster.Runs;
using Muster.Sets;

namespace Muster.Operations;

/// <summary>Points whose commands wrote result files that could not be read, so that nobody takes them for points without results.</summary>
/// <param name="run">The run.</param>
public sealed class BadResults(RunRecord run)
{
    /// <summary>Most chunks that one look over a run reads: all of a run of 64,000 points.</summary>
    internal const int MostChunks = 1024;

    private const int Named = 10;
    private readonly List<long> first = [];
    private long count;
    private bool isWhole = true;

    /// <summary>How many, where they are and how to see what is wrong, in a line; null: none were seen.</summary>
    public string? Sentence => count == 0 ? null
        : $"{(isWhole ? "" : "At least ")}{count} result {(count == 1 ? "file" : "files")} could not be read: "
        + $"{(count == 1 ? "point" : "points")} {string.Join(", ", first)}{(count > Named ? $" and {count - Named} more" : "")}; see: muster why {run.Id} {first[0]}";

    /// <summary>Looks at a point.</summary>
    public void Add(long index, PointEntry entry)
    {
        if (entry is not { Graph: null, Last.HasBadResult: true })
            return; // the note of a point that ran jobs tells which of them failed
        count++;
        if (first.Count < Named)
            first.Add(index);
    }

    /// <summary>Looks at the points of a run, by their records alone; of very large runs at the first ones.</summary>
    public static async Task<BadResults> FindAsync(RunPorts ports, RunRecord run, CancellationToken cancel = default)
    {
        var found = new BadResults(run);
        var (chunks, last) = (0, (ChunkKey?)null);
        await foreach (var span in new PointWalk(ports.Store, run).SpansAsync(IndexSet.FirstOf(run.PointCount), cancel))
        {
            if (span.Chunk is not { } chunk)
                continue;
            if (chunk.Key != last && ++chunks > MostChunks)
            {
                found.isWhole = false;
                break;
            }

            last = chunk.Key;
            foreach (var point in span.Points.Members)
                found.Add(point, span.EntryOf(point));
        }

        return found;
    }
}
