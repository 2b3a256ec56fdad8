using Muster.Jobs;
using Muster.Operations;
using Muster.Outputs;

namespace Muster.Cli.Watching;

/// <summary>What is shown of a run that is watched.</summary>
/// <param name="Status">Where it stands.</param>
/// <param name="PerSecond">Points ending per second; null: not known.</param>
/// <param name="Running">What runs on this machine, the longest first.</param>
/// <param name="Failures">The points that failed last, the last one first.</param>
internal sealed record WatchedStatus(RunStatus Status, double? PerSecond, IReadOnlyList<LiveAttempt> Running, IReadOnlyList<PointView> Failures)
{
    /// <summary>The parameters of a point as text.</summary>
    public required Func<long, string> Parameters { get; init; }

    /// <summary>What is told of its jobs; null: it has none.</summary>
    public RunJobs? Jobs { get; init; }
}
