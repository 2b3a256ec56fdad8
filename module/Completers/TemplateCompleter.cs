using Muster.Cli.Completion;

namespace Muster.PowerShell.Completers;

/// <summary>Completes the names of templates.</summary>
public sealed class TemplateCompleter : Completer
{
    internal override Task<IReadOnlyList<Candidate>> FindAsync(CompletionQuestion question, CancellationToken cancel) => Task.FromResult(TemplateCandidates.All(Environment.GetEnvironmentVariable));
}
