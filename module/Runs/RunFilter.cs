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
    private bool IsPast(RunStatus status) => Newer is { } newer && status.Run.CreatedAt < Now - newer;

    /// <summary>Those of all runs that are wanted, newest first; those that are too old are not read.</summary>
    public IAsyncEnumerable<RunStatus> Of(IAsyncEnumerable<RunStatus> all) => all.TakeWhile(status => !IsPast(status)).Where(Takes);
}
