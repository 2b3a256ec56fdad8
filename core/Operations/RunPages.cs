using System.Runtime.CompilerServices;
using Muster.Runs;
using Muster.Stores;

namespace Muster.Operations;

/// <summary>Reads all runs of a store page by page, as far as somebody wants more.</summary>
public static class RunPages
{
    private const int PageSize = 100;

    /// <summary>The runs, newest first.</summary>
    /// <param name="store">Where.</param>
    /// <param name="cancel">Ends the reading.</param>
    public static async IAsyncEnumerable<RunRecord> AllAsync(IRunStore store, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        DateTimeOffset? before = null;
        IReadOnlyList<RunRecord> page;
        do
        {
            page = await store.ListRunsAsync(new() { Before = before, Most = PageSize }, cancel);
            foreach (var run in page)
                yield return run;
            before = page is [.., var last] ? last.CreatedAt : null;
        }
        while (page.Count == PageSize);
    }
}
