using System.CommandLine;
using Muster.Cli.Waiting;

namespace Muster.Cli.Commands;

/// <summary><c>muster wait</c>.</summary>
internal static class WaitCommand
{
    public static Command Build(CommandContext context)
    {
        var run = CommonOptions.Run();
        var timeout = Words.Time("--timeout", "Wait at most so long, such as 90s or 2h (exit code 124); the run goes on");
        var command = new ExplainedCommand("wait", "Wait for a run to end. Exit with 0 if it is complete, and with 1 if it failed or was cancelled.") { run, timeout };
        command.Examples = ["muster wait last --timeout 1h30m"];
        command.AlsoExitsWith = [ExitCode.Failed, ExitCode.TimedOut, ExitCode.Interrupted];
        command.SetAction((parsed, _) => CommonOptions.WithRunAsync(
            context, parsed, run, (store, found) => new RunWaiting(context, store).RunAsync(found, parsed.GetValue(timeout))));
        return command;
    }
}
