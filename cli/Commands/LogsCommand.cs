using Muster.Cli.Stores;
using System.CommandLine;
using Muster.Operations;
using Muster.Runs;

namespace Muster.Cli.Commands;

/// <summary><c>muster logs</c>.</summary>
internal static class LogsCommand
{
    public static Command Build(CommandContext context)
    {
        var run = CommonOptions.Run();
        var index = CommonOptions.Index("The point, counted from 0 (default: the first failed one)");
        var attempt = Words.Number("--attempt", "Which attempt, counted from 1 (default: the last)");
        var error = new Option<bool>("--stderr") { Description = "What it wrote to standard error, instead of standard output" };
        var command = new ExplainedCommand("logs", "Show what a point's command wrote.") { run, index, attempt, error };
        command.Examples = ["muster logs last 17", "muster logs last 17 --attempt 1 --stderr"];
        command.SetAction((parsed, cancel) => CommonOptions.WithRunAsync(context, parsed, run, async (store, found) =>
        {
            var point = parsed.GetValue(index) ?? await UsualAsync(store, found, cancel);
            var logs = new AttemptLogs(store.Ports);
            var log = await logs.FindAsync(found, point, parsed.GetValue(attempt), cancel);
            await CopyAsync(context, logs, found, (log, parsed.GetValue(error)), cancel);
            return ExitCode.Done;
        }));
        return command;
    }

    /// <summary>The only point, or else the first failed one: that is what people look for.</summary>
    private static async Task<long> UsualAsync(StoreContext store, RunRecord run, CancellationToken cancel)
    {
        if (run.PointCount == 1)
            return 0;
        await foreach (var point in new PointList(store.Ports).ReadAsync(run, new() { Standing = PointStanding.Failed }, cancel))
            return point.Index;
        throw new UsageException($"No point of run {run.Id} ({run.Name}) failed, so say which one: muster logs {run.Id} INDEX, with an index from 0 to {run.PointCount - 1}.");
    }

    private static async Task CopyAsync(CommandContext context, AttemptLogs logs, RunRecord run, (PointAttempt Log, bool Error) what, CancellationToken cancel)
    {
        var (log, error) = what;
        var round = run.Round.Number > 1 ? $" of round {log.Round}" : "";
        context.Say($"Point {log.Index}, attempt {log.Attempt.Number}{round}: {AttemptText.Of(log.Attempt)}");
        await using var stream = await logs.OpenAsync(run, log, error, cancel);
        var copied = await CountedCopy.RunAsync(stream, context.OutBytes, cancel);
        if (copied == 0)
            context.Say(await IsEmptyAsync(logs, run, log, !error, cancel) ? "It wrote nothing, neither to standard output nor to standard error."
                : error ? "It wrote nothing to standard error; without --stderr you see its standard output."
                : "It wrote nothing to standard output; --stderr shows its standard error.");
    }

    private static async Task<bool> IsEmptyAsync(AttemptLogs logs, RunRecord run, PointAttempt log, bool error, CancellationToken cancel)
    {
        await using var stream = await logs.OpenAsync(run, log, error, cancel);
        return await stream.ReadAsync(new byte[1], cancel) == 0;
    }
}
