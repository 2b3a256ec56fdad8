using System.Management.Automation;
using System.Runtime.CompilerServices;
using Muster.Cli.Stores;
using Muster.Operations;
using Muster.Runs;

namespace Muster.PowerShell.Runs;

/// <summary>The runs that a text means: one, or with wildcards any number of them.</summary>
internal static class RunChoice
{
    private const int PageSize = 100;

    /// <exception cref="RunNotFoundException">A text without wildcards means none, or several.</exception>
    public static async IAsyncEnumerable<RunRecord> FindAsync(StoreContext store, string text, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(text))
        {
            yield return await new RunFinder(store.Ports.Store).FindAsync(text, cancel);
            yield break;
        }

        var pattern = WildcardPattern.Get(text, WildcardOptions.IgnoreCase);
        await foreach (var run in AllAsync(store, cancel))
        {
            if (pattern.IsMatch(run.Name) || pattern.IsMatch(run.Id.Value))
                yield return run;
        }
    }

    private static async IAsyncEnumerable<RunRecord> AllAsync(StoreContext store, [EnumeratorCancellation] CancellationToken cancel)
    {
        DateTimeOffset? before = null;
        while (true)
        {
            var page = await store.Ports.Store.ListRunsAsync(new() { Before = before, Most = PageSize }, cancel);
            foreach (var run in page)
                yield return run;
            if (page.Count < PageSize)
                yield break;
            before = page[^1].CreatedAt;
        }
    }
}
