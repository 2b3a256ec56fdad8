using System.Globalization;
using Muster.Cli.Jobs;
using Muster.Cli.Rendering;
using Muster.Cli.Results;
using Muster.Jobs;
using Muster.Operations;
using Muster.Outputs;
using Muster.Runs;
using Muster.Units;

namespace Muster.Cli.Submitting;

/// <summary>What is said when a watched run has ended: its first results, or the jobs of its only point, as the answer, one sentence, and where to look next.</summary>
internal static class Ending
{
    private const int Shown = 20;

    public static async Task<int> WithResultsAsync(CommandContext context, RunPorts ports, RunStatus status)
    {
        if (await new OnlyJobs(ports).ReadAsync(status, context.Cancel) is { Problem: null } jobs)
            return await WithJobsAsync(context, ports, status, jobs);
        var reader = await ResultReader.OpenAsync(ports, status.Run, context.Cancel);
        var order = new ResultOrder(new(), ResultFormat.Table, Shown) { AllOfThem = $"All of them: muster results {status.Run.Id}" };
        var rows = await AllResults.WriteRowsAsync(context, reader, order, ResultWriters.For(context, order.Format), context.Cancel);
        Unreadable.TellGone(context, reader);
        context.Out.Flush();
        var code = await WriteAsync(context, ports, status, jobs: null);
        if (rows is { HasMetrics: false, HasOutput: true } && code == ExitCode.Done)
            context.Error.WriteLine($"Output: muster logs {status.Run.Id}{(rows.Count == 1 ? "" : $" 0-{rows.Count - 1}")}");
        return code;
    }

    /// <summary>The jobs of the only point as the answer; their metrics, if there are any, below them.</summary>
    private static async Task<int> WithJobsAsync(CommandContext context, RunPorts ports, RunStatus status, PointJobs jobs)
    {
        await JobsEnding.WriteAsync(context, ports, context.Out, context.Screen, jobs);
        var reader = await ResultReader.OpenAsync(ports, status.Run, context.Cancel);
        var order = new ResultOrder(new(), ResultFormat.Table, Shown);
        if ((await reader.MetricNamesAsync(order.Query, Shown, context.Cancel)).Count > 0)
        {
            context.Out.WriteLine();
            await AllResults.WriteRowsAsync(context, reader, order, ResultWriters.For(context, order.Format), context.Cancel);
        }

        Unreadable.TellGone(context, reader);
        context.Out.Flush();
        var code = await WriteAsync(context, ports, status, jobs);
        if (code == ExitCode.Done && jobs.Jobs.Any(job => job.Last?.Output is { } output && output != AttemptOutput.Empty.ToString()))
            context.Error.WriteLine($"Output: muster logs {status.Run.Id}");
        return code;
    }

    /// <summary>The sentence; before it, of a run whose only point has jobs, where these stand. All of it is prose.</summary>
    public static async Task<int> WithoutResultsAsync(CommandContext context, RunPorts ports, RunStatus status)
    {
        var jobs = await new OnlyJobs(ports).ReadAsync(status, context.Cancel);
        if (jobs is { Problem: null })
            await JobsEnding.WriteAsync(context, ports, context.Error, context.ErrorScreen, jobs);
        return await WriteAsync(context, ports, status, jobs);
    }

    /// <summary>The sentence alone, and how many result files could not be read.</summary>
    private static async Task<int> WriteAsync(CommandContext context, RunPorts ports, RunStatus status, PointJobs? jobs)
    {
        var run = status.Run;
        var took = run.CompletedAt is { } end && run.StartedAt is { } start ? $" in {Took(end - start)}" : "";
        context.Error.WriteLine($"{run.State}: {How(status.Counts, jobs)}{took}.");
        if ((await BadResults.FindAsync(ports, run, context.Cancel)).Sentence is { } bad)
            context.Error.WriteLine(bad);
        if (run.State == RunState.Complete)
            return ExitCode.Done;
        if (status.Reason is { } reason)
            context.Error.WriteLine(reason.Text);
        context.Error.WriteLine($"See muster why {run.Id}");
        return ExitCode.Failed;
    }

    /// <summary>How the points ended, or the jobs of the only one.</summary>
    private static string How(PointCounts counts, PointJobs? jobs) => jobs is { Jobs.Count: > 0 }
        ? $"of {Human.Count(jobs.Jobs.Count, "job")} {JobSentences.Counts(jobs.Jobs)}"
        : $"{counts.Succeeded} succeeded, {counts.Failed} failed{(counts.Cancelled > 0 ? $", {counts.Cancelled} cancelled" : "")}";

    private static string Took(TimeSpan span) => span.TotalSeconds < 60
        ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.0}s")
        : Duration.Format(TimeSpan.FromSeconds(Math.Round(span.TotalSeconds)));
}
