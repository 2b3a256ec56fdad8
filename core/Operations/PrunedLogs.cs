using Muster.Outputs;
using Muster.Points;
using Muster.Runs;

namespace Muster.Operations;

/// <summary>Opens what attempts wrote, unless it was pruned.</summary>
internal static class PrunedLogs
{
    /// <summary>Why what an attempt wrote is not there; null: it was not pruned.</summary>
    public static string? Told(RunRecord run, AttemptRecord attempt) => run.LogsPrunedAt is { } at && attempt.StartedAt < at
        ? $"The logs of run {run.Id} ({run.Name}) were pruned at {at.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC; its records and results are kept."
        : null;

    /// <summary>Opens a stream of an attempt.</summary>
    /// <exception cref="OutputGoneException">It was pruned, or is not there any more.</exception>
    public static Task<Stream> OpenAsync(RunPorts ports, RunRecord run, AttemptRecord attempt, bool error, CancellationToken cancel) =>
        Told(run, attempt) is { } pruned ? throw new OutputGoneException(pruned) : ports.Outputs.OpenAsync(run.Id, attempt, error, cancel);
}
