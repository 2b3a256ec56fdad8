using Muster.Cli.Completion;
using Muster.Cli.Stores;
using Muster.Runs;
using Muster.Stores;

namespace Muster.PowerShell.Completers;

/// <summary>Completes runs: <c>last</c>, names with the newest first, and ids once one is begun.</summary>
public sealed class RunCompleter : Completer
{
    private static readonly Found<IReadOnlyList<RunRecord>> Runs = new(TimeProvider.System);

    internal override Task<IReadOnlyList<Candidate>> FindAsync(CompletionQuestion question, CancellationToken cancel) => RunCandidates.FindAsync(
        question.Word,
        query => Runs.GetAsync($"{question.Address.Text}\n{query.IdPrefix}", () => OpenStores.GlanceAsync(question.Address, query, Environment.GetEnvironmentVariable, cancel)),
        TimeProvider.System.GetUtcNow());
}
