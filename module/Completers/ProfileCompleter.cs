using Muster.Aws.Context;
using Muster.Cli.Completion;

namespace Muster.PowerShell.Completers;

/// <summary>Completes the profiles of the shared AWS configuration.</summary>
public sealed class ProfileCompleter : Completer
{
    private static readonly Found<IReadOnlyList<Candidate>> Profiles = new(TimeProvider.System);

    internal override Task<IReadOnlyList<Candidate>> FindAsync(CompletionQuestion question, CancellationToken cancel) =>
        Profiles.GetAsync("", () => Task.FromResult<IReadOnlyList<Candidate>>([.. AwsNames.Profiles().Select(name => new Candidate(name))]));
}
