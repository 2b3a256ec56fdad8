using System.CommandLine;
using Muster.Cli.Jobs;
using Muster.Cli.Rendering;
using Muster.Cli.Stores;
using Muster.Cli.Watching;
using Muster.Jobs;
using Muster.Operations;
using Muster.Runs;

namespace Muster.Cli.Commands;

/// <summary><c>muster status</c>.</summary>
internal static class StatusCommand
{
    public static Command Build(CommandContext context)
    {
        var (run, json) = (CommonOptions.Run(), CommonOptions.Json());
        var check = new Option<bool>("--check-complete")
        {
            Description = "Exit with 0 if the run is complete, 1 if it failed or was cancelled, 2 if it is still going, 3 if that cannot be told",
        };
        var watch = new Option<bool>("--watch") { Description = "Show it until the run ends: in place on a terminal, else whenever it changed" };
        var every = Words.Time("--every", "With --watch: look so often (default: 500ms on a terminal, else 2s)");
        var point = JobOptions.Point();
        var command = new ExplainedCommand("status", "Show where a run stands; of a run of a job graph with its jobs.")
        {
            run, point, json, check, watch, every,
        };
        command.Examples = ["muster status last", "muster status last --check-complete", "muster status last --watch", "muster status last --watch --json --every 10s"];
        command.AlsoExitsWith = [ExitCode.Failed, ExitCode.Going, ExitCode.Interrupted];
        command.SetAction((parsed, cancel) => CommonOptions.WithRunAsync(context, parsed, run, async (store, found) =>
        {
            if (WatchOptions.IsAsked(parsed, watch, every))
                return await WatchAsync(store, found, parsed);
            var status = await new StatusReader(store.Ports).ReadAsync(found.Id, cancel);
            var jobs = await new RunJobsReader(store.Ports, parsed.GetValue(point)).ReadAsync(status, cancel);
            if (parsed.GetValue(json))
                context.WriteJson(writer => StatusJson.Write(writer, status, jobs));
            else
                StatusView.Write(context, status, jobs, (await BadResults.FindAsync(store.Ports, status.Run, cancel)).Sentence);
            return parsed.GetValue(check) ? Outcome.CodeOf(status.Run.State) : ExitCode.Done;
        }));
        return command;

        async Task<int> WatchAsync(StoreContext store, RunRecord found, ParseResult parsed)
        {
            var watching = new StatusWatch(context, store, new(store.Ports, parsed.GetValue(point)));
            if (!await watching.RunAsync(found, parsed.GetValue(every), parsed.GetValue(json)))
                return ExitCode.Interrupted;
            return parsed.GetValue(check) ? Outcome.CodeOf(watching.Last!.Run.State) : ExitCode.Done;
        }
    }
}

/// <summary>The exit code that a run's state gives.</summary>
internal static class Outcome
{
    public static int CodeOf(RunState state) => state switch
    {
        RunState.Complete => ExitCode.Done,
        RunState.Error or RunState.Cancelled or RunState.Ignored => ExitCode.Failed,
        RunState.Ready or RunState.InProgress => ExitCode.Going,
        _ => ExitCode.CouldNotTell,
    };
}
