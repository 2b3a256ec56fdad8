using System.CommandLine;
using Muster.Cli.Completion;
using Muster.Cli.Engines;
using Muster.Cli.Processes;
using Muster.Cli.Submitting;
using Muster.Local.Store;

namespace Muster.Cli.Commands;

/// <summary><c>muster engine</c>.</summary>
internal static class EngineCommand
{
    public static Command Build(CommandContext context) => new ExplainedCommand("engine", "Start, stop, show or be the engine of a store, which runs its points on this machine.")
    {
        Start(context), Stop(context), Status(context), Run(context),
    };

    private static ExplainedCommand Start(CommandContext context)
    {
        var start = new ExplainedCommand("start", "Start an engine in the background that stays until it is stopped.");
        start.Examples = ["muster engine start", "muster engine start --store /data/muster"];
        start.SetAction((parsed, cancel) => new EngineStart(context, CommonOptions.AddressOf(parsed, context)).RunAsync(cancel));
        return start;
    }

    private static ExplainedCommand Stop(CommandContext context)
    {
        var now = new Option<bool>("--now") { Description = "End the running points, instead of letting them finish; they run again, and are not charged an attempt" };
        var timeout = Words.Time("--timeout", "Wait at most so long for its end; it goes on ending");
        var force = new Option<bool>("--force") { Description = "Also where the engine is a 'muster submit' or 'run' that somebody watches" };
        var stop = new ExplainedCommand("stop", "Stop the engine on this machine: it starts nothing more, lets running points finish, and ends.") { now, timeout, force };
        stop.Examples = ["muster engine stop", "muster engine stop --now --timeout 30s"];
        stop.AlsoExitsWith = [ExitCode.TimedOut];
        stop.SetAction((parsed, cancel) => new EngineStop(context, CommonOptions.AddressOf(parsed, context))
        {
            Now = parsed.GetValue(now), Timeout = parsed.GetValue(timeout), Force = parsed.GetValue(force),
        }.RunAsync(cancel));
        return stop;
    }

    private static ExplainedCommand Status(CommandContext context)
    {
        var json = CommonOptions.Json();
        var status = new ExplainedCommand("status", "Show the engine on this machine, and what it works on.") { json };
        status.Examples = ["muster engine status", "muster engine status --json"];
        status.SetAction(async (parsed, cancel) =>
        {
            var address = CommonOptions.AddressOf(parsed, context);
            var seen = await EngineView.LookAsync(context, address, cancel);
            if (parsed.GetValue(json))
                context.WriteJson(writer => EngineStatusView.WriteJson(writer, seen));
            else
                EngineStatusView.Write(context, address, seen);
            return ExitCode.Done;
        });
        return status;
    }

    private static ExplainedCommand Run(CommandContext context)
    {
        var without = new Option<string?>(EngineCommandLine.Without) { Description = "Leave this run alone, by its id", HelpName = "RUN" }.WithRuns();
        var stay = new Option<bool>(EngineCommandLine.Stay) { Description = "Stay when nothing wants work; where another engine is alive, wait and follow it" };
        var run = new ExplainedCommand("run", "Be the store's engine until nothing wants work.") { without, stay };
        run.Examples = ["muster engine run", "muster engine run --stay --store /data/muster"];
        run.SetAction((parsed, _) => new EngineRun(context, HandedKeys.Take(CommonOptions.AddressOf(parsed, context)), LocalEngineOptions.Of(context) with
        {
            Without = parsed.GetValue(without) is { } id ? new(id) : null,
            Role = parsed.GetValue(stay) ? EngineRole.Staying : EngineRole.UntilIdle,
        }).RunAsync());
        return run;
    }
}
