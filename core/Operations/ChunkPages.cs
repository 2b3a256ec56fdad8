using Muster.Chunks;
using Muster.Stores;

namespace Muster.Operations;

/// <summary>Reads a pool's chunks in ascending order, a page at a time. Pages grow, so that one point costs little and a million few calls.</summary>
internal sealed class ChunkPages(IRunStore store, PoolKey key, long chunkCount)
{
    private const int Longest = 256;
    private IReadOnlyList<ChunkRecord> page = [];
    private long first;
    private long last = -1;
    private int size = 4;

    /// <summary>A chunk; null when it was never claimed.</summary>
    /// <param name="number">0-based.</param>
    /// <param name="cancel">Ends the call.</param>
    /// <returns>The chunk, and the number before the next that may have a record (the same number when it has one).</returns>
    public async Task<(ChunkRecord? Chunk, long SameUntil)> FindAsync(long number, CancellationToken cancel)
    {
        if (number < first || number > last)
            await LoadAsync(number, cancel);
        var (low, high) = (0, page.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (page[middle].Key.Number < number)
                low = middle + 1;
            else
                high = middle;
        }

        if (low == page.Count)
            return (null, last);
        return page[low].Key.Number == number ? (page[low], number) : (null, page[low].Key.Number - 1);
    }

    private async Task LoadAsync(long number, CancellationToken cancel)
    {
        page = await store.ListChunksAsync(key, number, chunkCount - 1, size, cancel);
        (first, last) = (number, page.Count < size ? chunkCount - 1 : page[^1].Key.Number);
        size = Math.Min(size * 2, Longest);
    }
}
