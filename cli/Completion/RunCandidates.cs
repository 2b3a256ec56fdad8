using Muster.Cli.Rendering;
using Muster.Operations;
using Muster.Runs;
using Muster.Stores;

namespace Muster.Cli.Completion;

/// <summary>Runs of the store that the command line names: <c>last</c>, names with the newest first, and ids once one is begun.</summary>
internal static class RunCandidates
{
    private const int Most = 50;

    /// <summary>Runs with one of some texts before them; no texts: the runs alone.</summary>
    public static async Task<IReadOnlyList<Candidate>> FindAsync(ValueQuestion question, IReadOnlyList<string> before)
    {
        var given = before.FirstOrDefault(text => question.Word.StartsWith(text, StringComparison.Ordinal));
        var runs = await FindAsync(question with { Word = given is not null ? question.Word[given.Length..] : before.Count > 0 ? "" : question.Word });
        var texts = given is not null ? [given] : before.Count > 0 ? before : [""];
        return [.. texts.SelectMany(text => runs.Select(run => run with { Text = text + run.Text }))];
    }

    /// <summary>Reads the newest runs. A store is neither made nor changed.</summary>
    private static Task<IReadOnlyList<Candidate>> FindAsync(ValueQuestion question)
    {
        var (context, place) = (question.Context, question.Place);
        var address = CommonOptions.AddressOf(place.ValueOf, context);
        return FindAsync(question.Word, query => context.GlanceAtRuns(address, query, question.Cancel), context.Time.GetUtcNow());
    }

    /// <summary>The newest runs, or, where none of them begins with the word, those whose id does: it may have been copied from somewhere.</summary>
    public static async Task<IReadOnlyList<Candidate>> FindAsync(string word, Func<RunQuery, Task<IReadOnlyList<RunRecord>>> glance, DateTimeOffset now)
    {
        var candidates = Of(await glance(new() { Most = Most }), word, now);
        return word.Length == 0 || candidates.Any(candidate => candidate.Text.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            ? candidates
            : Of(await glance(new() { IdPrefix = word, Most = Most }), word, now);
    }

    /// <summary>Decides what is offered of some runs, newest first.</summary>
    public static IReadOnlyList<Candidate> Of(IReadOnlyList<RunRecord> runs, string word, DateTimeOffset now)
    {
        if (runs.Count == 0)
            return [];
        var candidates = new List<Candidate> { new(RunFinder.Last, $"{runs[0].Name}, {About(runs[0], now)}") };
        candidates.AddRange(runs.DistinctBy(run => run.Name).Select(run => new Candidate(run.Name, About(run, now))));
        if (word.Length > 0)
            candidates.AddRange(runs.Select(run => new Candidate(run.Id.Value, $"{run.Name}, {About(run, now)}")));
        return candidates;
    }

    private static string About(RunRecord run, DateTimeOffset now) =>
        $"{RunWords.Of(run)}, {Human.Count(run.PointCount, "point")}, {Human.Ago(run.CreatedAt, now)}";
}
