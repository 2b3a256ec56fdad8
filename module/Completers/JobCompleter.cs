using Muster.Cli.Completion;
using Muster.Jobs;
using Muster.Operations;

namespace Muster.PowerShell.Completers;

/// <summary>Completes the jobs of the run that <c>-Run</c> names, or else of the newest run.</summary>
public sealed class JobCompleter : Completer
{
    private static readonly Found<IReadOnlyList<Candidate>> Jobs = new(TimeProvider.System);

    internal override Task<IReadOnlyList<Candidate>> FindAsync(CompletionQuestion question, CancellationToken cancel)
    {
        var run = question.ValueOf("Run") ?? RunFinder.Last;
        return Jobs.GetAsync($"{question.Address.Text}\n{run}", async () =>
        {
            using var store = question.OpenStore();
            if (store is null)
                return [];
            var record = await new RunFinder(store.Ports.Store).FindAsync(run, cancel);
            var graph = await JobReader.FindGraphAsync(store.Ports.Blobs, record, cancel);
            return [.. (graph?.Jobs ?? []).Select(job => new Candidate(job.Id))];
        });
    }
}
