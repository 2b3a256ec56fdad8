using System.Runtime.CompilerServices;
using Muster.Chunks;
using Muster.Runs;
using Muster.Stores;

namespace Muster.Operations;

/// <summary>All chunks of a run that have records: by round, pool and number, a page at a time.</summary>
internal static class AllChunks
{
    private const int PageSize = 256;

    public static async IAsyncEnumerable<ChunkRecord> OfAsync(IRunStore store, RunRecord run, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var (pool, count) in RunRemoval.PoolsOf(run))
        {
            IReadOnlyList<ChunkRecord> page;
            for (var first = 0L; first < count; first = page[^1].Key.Number + 1)
            {
                page = await store.ListChunksAsync(pool, first, count - 1, PageSize, cancel);
                foreach (var chunk in page)
                    yield return chunk;
                if (page.Count < PageSize)
                    break;
            }
        }
    }
}
