using System.Globalization;
using Muster.Cli.Results;
using Muster.Operations;
using Muster.Runs;
using Muster.Units;

namespace Muster.Cli.Submitting;

/// <summary>What is said when a watched run has ended: its first results as the answer, one sentence, and where to look next.</summary>
internal static class Ending
{
    private const int Shown = 20;

    public static async Task<int> WithResultsAsync(CommandContext context, RunPorts ports, RunStatus status)
    {
        var reader = await ResultReader.OpenAsync(ports, status.Run, context.Cancel);
        var order = new ResultOrder(new(), ResultFormat.Table, Shown) { AllOfThem = $"All of them: muster results {status.Run.Id}" };
        var rows = await AllResults.WriteRowsAsync(context, reader, order, ResultWriters.For(context, order.Format), context.Cancel);
        Unreadable.TellGone(context, reader);
        context.Out.Flush();
        var code = await WriteAsync(context, ports, status);
        if (rows is { HasMetrics: false, HasOutput: true } && code == ExitCode.Done)
            context.Error.WriteLine($"Output: muster logs {status.Run.Id}{(rows.Count == 1 ? "" : $" 0-{rows.Count - 1}")}");
        return code;
    }

    /// <summary>The sentence alone, and how many result files could not be read.</summary>
    public static async Task<int> WriteAsync(CommandContext context, RunPorts ports, RunStatus status)
    {
        var (run, counts) = (status.Run, status.Counts);
        var took = run.CompletedAt is { } end && run.StartedAt is { } start ? $" in {Took(end - start)}" : "";
        context.Error.WriteLine($"{run.State}: {counts.Succeeded} succeeded, {counts.Failed} failed{(counts.Cancelled > 0 ? $", {counts.Cancelled} cancelled" : "")}{took}.");
        if ((await BadResults.FindAsync(ports, run, context.Cancel)).Sentence is { } bad)
            context.Error.WriteLine(bad);
        if (run.State == RunState.Complete)
            return ExitCode.Done;
        if (status.Reason is { } reason)
            context.Error.WriteLine(reason.Text);
        context.Error.WriteLine($"See muster why {run.Id}");
        return ExitCode.Failed;
    }

    private static string Took(TimeSpan span) => span.TotalSeconds < 60
        ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.0}s")
        : Duration.Format(TimeSpan.FromSeconds(Math.Round(span.TotalSeconds)));
}
