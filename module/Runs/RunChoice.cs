using System.Management.Automation;
using System.Runtime.CompilerServices;
using Muster.Cli.Stores;
using Muster.Operations;
using Muster.Runs;

namespace Muster.PowerShell.Runs;

/// <summary>The runs that a text means: one, or with wildcards any number of them.</summary>
internal static class RunChoice
{
    /// <exception cref="RunNotFoundException">A text without wildcards means none, or several.</exception>
    public static async IAsyncEnumerable<RunRecord> FindAsync(StoreContext store, string text, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(text))
        {
            yield return await new RunFinder(store.Ports.Store).FindAsync(text, cancel);
            yield break;
        }

        var pattern = WildcardPattern.Get(text, WildcardOptions.IgnoreCase);
        await foreach (var run in RunPages.AllAsync(store.Ports.Store, cancel))
        {
            if (pattern.IsMatch(run.Name) || pattern.IsMatch(run.Id.Value))
                yield return run;
        }
    }
}
