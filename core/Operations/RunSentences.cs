using Muster.Runs;

namespace Muster.Operations;

/// <summary>Explains a run's state in sentences.</summary>
internal static class RunSentences
{
    public static IEnumerable<string> Of(RunStatus status)
    {
        yield return Standing(status);
        if (status.Reason is { } reason)
            yield return reason.Text;
        if (status.Reason is null && !status.Run.State.IsTerminal())
            yield return Idle(status);
        if (!status.Run.HasEnded && status.Run.Round.Pools.Count > 1)
            yield return $"Its points are in {status.Run.Round.Pools.Count} pools, one for each placement: muster why {status.Run.Id} --pool 0 explains the first.";
        if (status.Run.State is RunState.InProgress && !status.CountsAreWhole)
            yield return "The counts are a lower bound: the coordinator has not counted all that ended.";
    }

    /// <summary>What the first failed points came to.</summary>
    public static IEnumerable<string> OfFailed(IReadOnlyList<PointView> failed) => failed.Select(point => point.Entry.Last is { } last
        ? $"Point {point.Index} {AttemptText.Of(last)}."
        : $"Point {point.Index} failed.");

    private static string Standing(RunStatus status)
    {
        var (run, counts) = (status.Run, status.Counts);
        var so = $"{counts.Succeeded} of {run.PointCount} points succeeded, {counts.Failed} failed";
        var cancelled = counts.Cancelled > 0 ? $", {counts.Cancelled} still cancelled" : "";
        return run.State switch
        {
            RunState.Complete => $"It is complete: {so}{cancelled}.",
            RunState.Error => $"It ended in error: {so}{cancelled}.",
            RunState.Cancelled => $"It was cancelled: {so}, {counts.Cancelled} were cancelled.",
            RunState.Ignored when !run.HasEnded => $"It was held before it started: {Waiting(run.PointCount)}.",
            RunState.Ignored => $"It ended in error and was set aside: {so}{cancelled}.",
            RunState.Ready or RunState.InProgress when run.Desired == DesiredState.Cancelled =>
                $"A cancel was asked for and is being carried out: {so}, {status.Running} run.",
            RunState.Ready => $"It has not started: {Waiting(run.PointCount)}.",
            RunState.InProgress when status is { Running: 0, Reason.Cause: Coordination.WaitCause.Machine } => $"None of it runs: {so}, {status.Pending} wait.",
            RunState.InProgress => $"It is running: {so}, {status.Running} run, {status.Pending} wait.",
            _ => throw new ArgumentOutOfRangeException(nameof(status), run.State, "An unknown run state."),
        };
    }

    private static string Waiting(long points) => points == 1 ? "1 point waits" : $"{points} points wait";

    private static string Idle(RunStatus status) => status.Pending switch
    {
        0 => "Nothing waits: the last points run.",
        _ when status.Run.MaxConcurrent is { } most && status.Running >= most =>
            $"The others wait because max_concurrent allows {most} at once; the next starts when one ends.",
        _ => "The others wait for a free slot; the next starts when one ends.",
    };
}
