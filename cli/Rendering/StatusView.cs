using Muster.Cli.Jobs;
using Muster.Coordination;
using Muster.Jobs;
using Muster.Operations;
using Muster.Runs;

namespace Muster.Cli.Rendering;

/// <summary>Shows where a run stands.</summary>
internal static class StatusView
{
    private const int Label = 10;

    /// <summary>All of it.</summary>
    /// <param name="context">The command's world.</param>
    /// <param name="status">Where it stands.</param>
    /// <param name="jobs">Its jobs; null: it has none.</param>
    /// <param name="badResults">Which result files could not be read; null: none, or nobody looked.</param>
    public static void Write(CommandContext context, RunStatus status, RunJobs? jobs = null, string? badResults = null)
    {
        context.Out.WriteLine(Title(status, context.Screen));
        WriteRest(context.Out, context.Time, context.Screen, status, jobs);
        if (badResults is not null)
            context.Out.WriteLine($"  {"results".PadRight(Label)}{badResults}");
        if (jobs is not null)
            JobsView.Write(context.Out, context.Time, context.Screen, jobs);
    }

    /// <summary>The first line.</summary>
    public static string Title(RunStatus status, Screen screen) =>
        $"{Table.Clean(status.Run.Name)}  {status.Run.Id}  {Paint.State(status.State, status.Run.State, screen)}";

    /// <summary>All but the first line, and the jobs themselves.</summary>
    public static void WriteRest(TextWriter writer, TimeProvider clock, Screen screen, RunStatus status, RunJobs? jobs)
    {
        var run = status.Run;
        Line("points", Points(status));
        if (jobs is { IsWhole: true, Points: [{ Jobs.Count: > 0 } point] } && run.PointCount == 1)
            Line("jobs", $"{point.Jobs.Count}: {JobSentences.Counts(point.Jobs)}");
        if (run.Round.Number > 1)
            Line("round", $"{run.Round.Number}, of {Human.Count(run.Round.PointCount, "point")}");
        Line("limits", Limits(run));
        if (run.SpentUsd > 0 || run.BudgetUsd is not null)
            Line("cost", run.BudgetUsd is { } budget ? $"{Human.Usd(run.SpentUsd)} of {Human.Usd(budget)}" : Human.Usd(run.SpentUsd));
        Line("created", When(run.CreatedAt));
        if (run.StartedAt is { } started)
            Line("started", When(started));
        if (run.CompletedAt is { } ended)
            Line("ended", run.StartedAt is { } from ? $"{When(ended)}, after {Human.Span(ended - from)}" : When(ended));
        if (run.LogsPrunedAt is { } pruned)
            Line("logs", $"pruned {When(pruned)}");
        if (run.DeletingSince is { } deleting)
            Line("deleting", $"since {When(deleting)}; finish it: muster delete {run.Id}");
        if (status.Reason is { } reason)
            Line(run.State.IsTerminal() ? "because" : "waits", Reason(reason));
        WriteWorkers(writer, screen, status);

        void Line(string label, string text) => writer.WriteLine($"  {label.PadRight(Label)}{text}");

        string When(DateTimeOffset time) => $"{Human.Time(time, clock)} ({Human.Ago(time, clock.GetUtcNow())})";

        string Reason(WaitReason why) => why.NextTry is { } next ? $"{Human.Sentence(why.Text)} Next try: {Human.Time(next, clock)}." : why.Text;
    }

    private static string Points(RunStatus status)
    {
        var counts = status.Counts;
        var parts = new List<string> { $"{status.Run.PointCount}: {counts.Succeeded} succeeded" };
        AddIf(counts.Failed, "failed");
        AddIf(counts.Cancelled, "cancelled");
        AddIf(status.Running ?? 0, status.IsLocked ? "running" : "running when last heard of");
        AddIf(status.Pending ?? 0, "pending");
        return string.Join(", ", parts) + (status.CountsAreWhole ? "" : " (at least: not all is counted yet)");

        void AddIf(long count, string what)
        {
            if (count > 0)
                parts.Add($"{count} {what}");
        }
    }

    /// <summary>A run's priority, and how many points it runs at once.</summary>
    public static string Limits(RunRecord run) =>
        $"priority {SnakeCase.Of(run.Priority.ToString())}, {(run.MaxConcurrent is { } most ? $"{(most == 1 ? "" : "at most ")}{Human.Count(most, "point")} at once" : "as many points at once as there are slots")}";

    private static void WriteWorkers(TextWriter writer, Screen screen, RunStatus status)
    {
        if (status.Workers is not { Count: > 0 } workers)
            return;
        writer.WriteLine();
        var table = new Table(new("  INSTANCE", Least: 10), new("REGION"), new("SLOTS", IsNumber: true), new("RUNNING", IsNumber: true), new("PROBLEM", Least: 20));
        foreach (var worker in workers)
            table.Add($"  {worker.Instance}", worker.Region, $"{worker.Slots}", $"{worker.Running}", worker.Problem);
        table.Write(writer, screen);
    }
}
