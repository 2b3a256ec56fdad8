using Muster.Aws.Context;
using Muster.Cli.Completion;

namespace Muster.PowerShell.Completers;

/// <summary>Completes the regions of AWS.</summary>
public sealed class RegionCompleter : Completer
{
    internal override Task<IReadOnlyList<Candidate>> FindAsync(CompletionQuestion question, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<Candidate>>([.. AwsNames.Regions().Select(region => new Candidate(region.Id, region.Name))]);
}
