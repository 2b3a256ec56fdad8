using System.CommandLine;
using Muster.Cli.Waiting;
using Muster.Operations;

namespace Muster.Cli.Commands;

/// <summary><c>muster retry</c>.</summary>
internal static class RetryCommand
{
    public static Command Build(CommandContext context)
    {
        var (run, points, json) = (CommonOptions.Run(), new PointOptions(), CommonOptions.Json());
        points.Indexes.Description = "Points such as 3,7-9, counted from 0, however they ended (default: those that failed or were cancelled)";
        var failed = new Option<bool>("--failed") { Description = "Only points that failed" };
        var all = new Option<bool>("--all") { Description = "All points, also those that succeeded" };
        var wait = new Option<bool>("--wait") { Description = "Wait for the run to end" };
        var command = new ExplainedCommand("retry", "Run points again, in a new round of a run that has ended.") { run, points.Indexes, failed, all, wait, json };
        command.Examples = ["muster retry last", "muster retry last 3,7-9 --wait"];
        command.AlsoExitsWith = [ExitCode.Failed, ExitCode.Interrupted];
        command.SetAction((parsed, cancel) =>
        {
            var which = (parsed.GetValue(points.Indexes), parsed.GetValue(failed), parsed.GetValue(all)) switch
            {
                (null, false, false) => RetrySelection.Unsuccessful,
                ({ } indexes, false, false) => RetrySelection.Of(indexes),
                (null, true, false) => RetrySelection.Failed,
                (null, false, true) => RetrySelection.All,
                _ => throw new UsageException("INDEXES, --failed and --all each choose the points; give only one of them."),
            };
            return CommonOptions.WithRunAsync(context, parsed, run, async (store, found) =>
            {
                var retried = await new RunRetry(store.Ports).RetryAsync(found.Id, which, cancel);
                var count = retried.Round.PointCount;
                context.Say($"Run {retried.Id} ({retried.Name}): round {retried.Round.Number} of {count} {(count == 1 ? "point" : "points")}");
                if (parsed.GetValue(json))
                    await context.WriteStatusJsonAsync(store, found.Id, cancel);
                if (parsed.GetValue(wait))
                    return await new RunWaiting(context, store).RunAsync(retried, null);
                if (await store.EnsureEngine(retried, cancel) is not { } problem)
                    return ExitCode.Done;
                context.Say($"No engine could be started to run it. {problem}");
                return ExitCode.CouldNotTell;
            });
        });
        return command;
    }
}
