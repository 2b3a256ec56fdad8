using Muster.Runs;
using Muster.Stores;
using Muster.Spelling;

namespace Muster.Operations;

/// <summary>
/// Finds the run that a person means: <c>last</c> (the newest), a whole id, a name, or the unique start of an id, tried in
/// this order. A name that several runs bear means the newest of them, as after submitting the same file again.
/// </summary>
/// <param name="store">The records.</param>
public sealed class RunFinder(IRunStore store)
{
    /// <summary>The word for the newest run.</summary>
    public const string Last = "last";

    private const int MostShown = 5;

    /// <summary>Finds the run.</summary>
    /// <exception cref="RunNotFoundException">There is none, or the text means several.</exception>
    public async Task<RunRecord> FindAsync(string text, CancellationToken cancel = default)
    {
        if (text == Last)
            return await NewestAsync(new() { Most = 1 }, cancel) ?? throw RunNotFoundException.NoRuns();
        return await store.GetRunAsync(new(text), cancel)
            ?? await NewestAsync(new() { Name = text, Most = 1 }, cancel)
            ?? await ByPrefixAsync(text, cancel)
            ?? throw await NotFoundAsync(text, cancel);
    }

    private async Task<RunRecord?> NewestAsync(RunQuery query, CancellationToken cancel) =>
        (await store.ListRunsAsync(query, cancel)) is [var newest, ..] ? newest : null;

    private async Task<RunRecord?> ByPrefixAsync(string text, CancellationToken cancel)
    {
        if (text.Length == 0)
            return null;
        var found = await store.ListRunsAsync(new() { IdPrefix = text, Most = MostShown + 1 }, cancel);
        return found.Count > 1 ? throw RunNotFoundException.Several(text, found, MostShown) : found is [var only] ? only : null;
    }

    private async Task<RunNotFoundException> NotFoundAsync(string text, CancellationToken cancel)
    {
        var newest = await store.ListRunsAsync(new() { Most = 1000 }, cancel);
        if (newest.Count == 0)
            return RunNotFoundException.NoRuns();
        var names = newest.Select(run => run.Name).Distinct(StringComparer.Ordinal).ToList();
        return RunNotFoundException.None(text, Nearest.Of(text, names), names.Take(MostShown));
    }
}

/// <summary>No run is meant by a text, or more than one.</summary>
public sealed class RunNotFoundException : Exception
{
    private RunNotFoundException(string message) : base(message) { }

    internal static RunNotFoundException NoRuns() => new("There are no runs in this store.");

    internal static RunNotFoundException None(string text, string? near, IEnumerable<string> names) => new(
        $"No run is named '{text}', and no run's id starts so. "
        + (near is null ? $"The newest runs are named: {string.Join(", ", names)}." : $"Did you mean '{near}'?"));

    internal static RunNotFoundException Several(string text, IReadOnlyList<RunRecord> runs, int most) => new(
        $"'{text}' is the start of several ids: {string.Join(", ", runs.Take(most).Select(run => $"{run.Id} ({run.Name})"))}"
        + (runs.Count > most ? " and more. Write more of the id." : ". Write more of the id."));
}
