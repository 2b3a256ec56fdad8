using System.Runtime.CompilerServices;
using Muster.Chunks;
using Muster.Filters;
using Muster.Points;
using Muster.Runs;
using Muster.Sets;
using Muster.Stores;

namespace Muster.Operations;

/// <summary>Some points in a row that one record tells about, or none.</summary>
/// <param name="Points">The points.</param>
/// <param name="Round">The round that tells, 1-based.</param>
/// <param name="Chunk">The record; null: the points were never claimed, and there may be very many.</param>
/// <param name="Offset">Place of the first one in the chunk, 0-based.</param>
internal readonly record struct PointSpan(IndexRange Points, int Round, ChunkRecord? Chunk, int Offset)
{
    /// <summary>A point's line.</summary>
    public PointEntry EntryOf(long point) => Chunk is null ? PointEntry.New : Chunk.Entries[Offset + (int)(point - Points.First)];
}

/// <summary>Walks over points in ascending order, page by page: nothing but a page is held.</summary>
/// <param name="store">The records.</param>
/// <param name="run">The run.</param>
/// <param name="filter">Only spans that begin with a point that fits are read; null: all.</param>
internal sealed class PointWalk(IRunStore store, RunRecord run, PointFilter? filter = null)
{
    private readonly Dictionary<PoolKey, ChunkPages> pages = [];

    /// <summary>The spans of some points; together they hold each point once, if there is no filter.</summary>
    public async IAsyncEnumerable<PointSpan> SpansAsync(IndexSet wanted, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        foreach (var segment in PointLayout.Of(run, wanted))
        {
            var point = Next(segment.Points.First);
            while (point <= segment.Points.Last)
            {
                var span = await SpanAsync(segment, point, cancel);
                yield return span;
                point = Next(span.Points.Last + 1);
            }
        }
    }

    private long Next(long point) => filter?.Next(point) ?? point;

    private async Task<PointSpan> SpanAsync(PointSegment segment, long point, CancellationToken cancel)
    {
        var (pool, position) = (segment.Pool, segment.Pool.Points.PositionOf(point));
        var (number, offset) = (position / pool.Stride, (int)(position % pool.Stride));
        var (chunk, sameUntil) = await PagesOf(segment).FindAsync(number, cancel);
        var end = Math.Min(pool.Points.Count, (sameUntil + 1) * pool.Stride);
        return new(new(point, Math.Min(segment.Points.Last, point + (end - position) - 1)), segment.Round, chunk, offset);
    }

    private ChunkPages PagesOf(PointSegment segment)
    {
        var key = new PoolKey(run.Id, segment.Round, segment.Pool.Number);
        return pages.TryGetValue(key, out var found) ? found : pages[key] = new(store, key, segment.Pool.ChunkCount);
    }
}
