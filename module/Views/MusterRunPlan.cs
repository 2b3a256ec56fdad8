using Muster.Cli.Submitting;
using Muster.Sweeps;

namespace Muster.PowerShell.Views;

/// <summary>What a submission would do.</summary>
public sealed class MusterRunPlan
{
    private const int Shown = 5;
    private readonly SubmissionPlan plan;

    internal MusterRunPlan(SubmissionPlan plan, decimal usdPerHour) => (this.plan, UsdPerHour) = (plan, usdPerHour == 0 ? null : usdPerHour);

    /// <summary>The name that the run would have.</summary>
    public string Name => plan.Spec.Name;

    /// <summary><c>Sweep</c> or <c>Queue</c>.</summary>
    public string Kind => plan.IsQueue ? "Queue" : "Sweep";

    /// <summary>Number of points.</summary>
    public long Points => plan.Points.Count;

    /// <summary>The ids of the jobs that are run for each point, in the order in which they run one at a time; empty: it has none.</summary>
    public string[] Jobs => [.. plan.Jobs?.Order ?? []];

    /// <summary>Most points that run at once on this machine; 0: none can.</summary>
    public long AtOnce => plan.Slots.Problem is null ? plan.AtOnce : 0;

    /// <summary>Why it could not run on this machine; null: it could.</summary>
    public string? Problem => plan.Slots.Problem;

    /// <summary>The longest time that one attempt may take.</summary>
    public TimeSpan Timeout => plan.Spec.Timeout;

    /// <summary>How often a point is tried before it counts as failed.</summary>
    public int Attempts => plan.Spec.Retry.MaxAttempts;

    /// <summary>The most money that it may cost in USD; null: it has no budget.</summary>
    public decimal? BudgetUsd => plan.Spec.BudgetUsd;

    /// <summary>What this machine costs in USD per hour; null: nothing.</summary>
    public decimal? UsdPerHour { get; }

    /// <summary>What is run, in a line.</summary>
    public string Work => plan.Jobs is { } jobs ? $"{jobs.Size}: {jobs.Sequence}" : plan.Spec.Work;

    /// <summary>The parameters of the first points, a text each.</summary>
    public string[] FirstPoints =>
        [.. Enumerable.Range(0, (int)Math.Min(Shown, Points)).Select(index => string.Join(' ', plan.Points[index].Parameters.Select(parameter => $"{parameter.Name}={parameter.Value}")))];

    /// <summary>All of it in numbers, as it is asked about.</summary>
    internal string Numbers => string.Concat(
        plan.IsQueue ? $"Submit {Count(plan.Jobs!.Order.Count, "job")}" : $"Submit {Count(Points, "point")}{(plan.Jobs is { } jobs ? $" of {Count(jobs.Order.Count, "job")} each" : "")}",
        Problem is { } problem ? $", none of which can run on this machine ({problem})" : $", in at most {Count(AtOnce, "slot")} of this machine",
        BudgetUsd is { } budget ? FormattableString.Invariant($", for at most USD {budget:0.######}") : "",
        UsdPerHour is { } price ? FormattableString.Invariant($", at USD {price:0.######} an hour") : "");

    /// <inheritdoc />
    public override string ToString() => Numbers;

    private static string Count(long count, string one) => count == 1 ? $"1 {one}" : FormattableString.Invariant($"{count} {one}s");
}
