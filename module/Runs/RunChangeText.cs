using Muster.Cli.Rendering;
using Muster.Operations;
using Muster.Runs;
using Muster.Sets;
using Muster.Sweeps;

namespace Muster.PowerShell.Runs;

/// <summary>Says in numbers what a change of a run would do, before it is done.</summary>
internal static class RunChangeText
{
    /// <summary>Such as <c>Cancel 3 running and 17 waiting points; 40 have ended and stay as they are; 1.25 USD spent so far</c>.</summary>
    public static string Stop(RunStatus status) =>
        $"Cancel {Points(status.Running ?? 0, status.Pending ?? status.Run.PointCount - status.Counts.Ended)}{Ended(status.Counts.Ended)}{Spent(status.Run)}";

    /// <summary>Such as <c>Cancel 1 running and 2 waiting points of 3,7-9; 1 has ended and stays as it is</c>.</summary>
    public static string StopPoints(IndexSet points, (long Running, long Waiting, long Ended) tally) =>
        $"Cancel {Points(tally.Running, tally.Waiting)} of {points}{Ended(tally.Ended)}";

    /// <summary>Such as <c>Run 12 of 60 points again, in round 2; 1.25 USD spent so far</c>.</summary>
    public static string Restart(RunRecord run, IndexSet chosen) =>
        $"Run {chosen.Count} of {Human.Count(run.PointCount, "point")} again, in round {run.Round.Number + 1}{Spent(run)}";

    /// <summary>Such as <c>Start none of 17 waiting points until it is resumed; 3 run to their end</c>.</summary>
    public static string Suspend(RunStatus status)
    {
        var (running, waiting) = (status.Running ?? 0, status.Pending ?? status.Run.PointCount - status.Counts.Ended);
        return $"Start none of {Human.Count(waiting, "waiting point")} until it is resumed{(running == 0 ? "" : $"; {running} {(running == 1 ? "runs to its end" : "run to their end")}")}";
    }

    /// <summary>Such as <c>Let 17 points go on, at most 4 at once; 1.25 of 5.00 USD spent so far</c>.</summary>
    public static string Resume(RunStatus status)
    {
        var left = status.Run.HasEnded ? status.Run.PointCount - status.Counts.Succeeded : status.Run.PointCount - status.Counts.Ended;
        return $"Let {Human.Count(left, "point")} go on{(status.Run.MaxConcurrent is { } most ? $", at most {most} at once" : "")}{Spent(status.Run)}";
    }

    /// <summary>Such as <c>Set the priority to Urgent (now Normal), and at most 4 points at once (now no limit)</c>.</summary>
    public static string Set(RunRecord run, Priority? priority, MaxConcurrent? most)
    {
        var level = priority is { } wanted ? $"the priority to {wanted} (now {run.Priority})" : null;
        var limit = most is { } points ? $"{Limit(points.Points)} (now {Limit(run.MaxConcurrent)})" : null;
        return $"Set {string.Join(", and ", new[] { level, limit }.OfType<string>())}";
    }

    private static string Limit(int? most) => most is { } points ? $"at most {Human.Count(points, "point")} at once" : "no limit of points at once";

    private static string Points(long running, long waiting) => (running, waiting) switch
    {
        (0, _) => Human.Count(waiting, "waiting point"),
        (_, 0) => Human.Count(running, "running point"),
        _ => $"{running} running and {Human.Count(waiting, "waiting point")}",
    };

    private static string Ended(long ended) => ended switch
    {
        0 => "",
        1 => "; 1 has ended and stays as it is",
        _ => $"; {ended} have ended and stay as they are",
    };

    private static string Spent(RunRecord run) => (run.SpentUsd, run.BudgetUsd) switch
    {
        (0, null) => "",
        (var spent, null) => $"; {Human.Usd(spent)} spent so far",
        (var spent, { } budget) => $"; {Human.Usd(spent)} of {Human.Usd(budget)} spent so far",
    };
}
