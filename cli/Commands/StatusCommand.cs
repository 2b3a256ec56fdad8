using System.CommandLine;
using Muster.Cli.Rendering;
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
        var command = new ExplainedCommand("status", "Show where a run stands.")
        {
            run, json, check,
        };
        command.SetAction((parsed, cancel) => CommonOptions.WithRunAsync(context, parsed, run, async (store, found) =>
        {
            var status = await new StatusReader(store.Ports).ReadAsync(found.Id, cancel);
            if (parsed.GetValue(json))
                context.WriteJson(writer => StatusJson.Write(writer, status));
            else
                StatusView.Write(context, status);
            return parsed.GetValue(check) ? Outcome.CodeOf(status.Run.State) : ExitCode.Done;
        }));
        return command;
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
