using Muster.Cli.Completion;
using Muster.Graphs;
using Muster.Points;

namespace Muster.PowerShell.Completers;

/// <summary>Completes states: of points where the cmdlet is about points, of jobs where it is about jobs, else of runs as they are shown.</summary>
public sealed class StateCompleter : Completer
{
    /// <summary>The states of runs as they are shown.</summary>
    internal static IReadOnlyList<string> Runs { get; } = ["Ready", "Locked", "Held", "Holding", "InProgress", "Cancelling", "Complete", "Error", "Cancelled", "Ignored", "Deleting"];

    internal override Task<IReadOnlyList<Candidate>> FindAsync(CompletionQuestion question, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<Candidate>>([.. Of(question.Noun).Select(state => new Candidate(state))]);

    private static IReadOnlyList<string> Of(string noun) => noun switch
    {
        "MusterPoint" or "MusterResult" or "MusterLog" => Enum.GetNames<PointState>(),
        "MusterJob" => Enum.GetNames<JobState>(),
        _ => Runs,
    };
}
