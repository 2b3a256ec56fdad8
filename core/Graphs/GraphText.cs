using System.Globalization;
using Muster.Points;

namespace Muster.Graphs;

/// <summary>Sentences about graphs.</summary>
public static class GraphText
{
    private const int MostNames = 3;

    /// <summary>What of a graph did not succeed: the jobs that failed by name, those that were skipped or ended by number.</summary>
    public static string Summary(GraphState state)
    {
        var failed = Enumerable.Range(0, state.Jobs.Count).Where(job => state.Jobs[job].State == JobState.Failed).ToList();
        var parts = failed.Take(MostNames).Select(job => $"job '{state.Spec.Jobs[job].Id}' {Failure(state.Jobs[job].Last)}").ToList();
        if (failed.Count > MostNames)
            parts.Add($"{Number(failed.Count - MostNames)} more failed");
        Count(JobState.Skipped, "skipped");
        Count(JobState.Cancelled, "ended");
        return parts.Count == 0 ? "Nothing failed." : string.Concat(char.ToUpperInvariant(parts[0][0]).ToString(), string.Join("; ", parts)[1..], ".");

        void Count(JobState of, string word)
        {
            if (state.Jobs.Count(job => job.State == of) is var count and > 0)
                parts.Add($"{Number(count)} {(count == 1 ? "was" : "were")} {word}");
        }
    }

    /// <summary>How an attempt failed, to follow the job's name.</summary>
    public static string Failure(AttemptRecord? attempt) => attempt switch
    {
        null => "failed",
        { End: AttemptEnd.Exited, ExitCode: { } code } => $"failed with exit code {Number(code)}",
        { End: AttemptEnd.Signalled, Signal: { } signal } => $"was ended by signal {Number(signal)}",
        { End: AttemptEnd.TimedOut } => "timed out",
        { End: AttemptEnd.NotStarted } => "could not be started",
        _ => "failed",
    };

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
