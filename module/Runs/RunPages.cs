using System.Runtime.CompilerServices;
using Muster.Operations;

namespace Muster.PowerShell.Runs;

/// <summary>Which runs are wanted.</summary>
/// <param name="States">In one of these states; empty: any.</param>
/// <param name="Newer">Submitted within this time before now; null: any.</param>
/// <param name="Older">Submitted longer ago; null: any.</param>
/// <param name="Now">The time (UTC).</param>
internal sealed record RunFilter(IReadOnlyList<string> States, TimeSpan? Newer, TimeSpan? Older, DateTimeOffset Now)
{
    public bool Takes(RunStatus status) =>
        (States.Count == 0 || States.Contains(status.State, StringComparer.OrdinalIgnoreCase)) && !IsPast(status) && (Older is not { } older || status.Run.CreatedAt < Now - older);

    /// <summary>Whether this run, and so all that are older, is too old.</summary>
    public bool IsPast(RunStatus status) => Newer is { } newer && status.Run.CreatedAt < Now - newer;
}

/// <summary>Reads runs page by page, newest first.</summary>
internal static class RunPages
{
    private const int PageSize = 100;

    public static async IAsyncEnumerable<RunStatus> AllAsync(StatusReader reader, RunFilter filter, [EnumeratorCancellation] CancellationToken cancel)
    {
        DateTimeOffset? before = null;
        while (true)
        {
            var page = await reader.ListAsync(new() { Before = before, Most = PageSize }, cancel);
            foreach (var status in page)
            {
                if (filter.IsPast(status))
                    yield break;
                if (filter.Takes(status))
                    yield return status;
            }

            if (page.Count < PageSize)
                yield break;
            before = page[^1].Run.CreatedAt;
        }
    }
}
