using System.CommandLine;
using Muster.Operations;
using Muster.Runs;

namespace Muster.Cli.Commands;

/// <summary><c>muster release</c>.</summary>
internal static class ReleaseCommand
{
    public static Command Build(CommandContext context)
    {
        var (run, json) = (CommonOptions.Run(), CommonOptions.Json());
        var command = new ExplainedCommand("release", "Let a run that is held go on.") { run, json };
        command.Examples = ["muster release last"];
        command.SetAction((parsed, cancel) => CommonOptions.WithRunAsync(context, parsed, run, async (store, found) =>
        {
            var answer = await new RunHold(store.Ports.Store, context.Time).ReleaseAsync(found.Id, cancel);
            var subject = $"Run {answer.Run.Id} ({answer.Run.Name})";
            context.Say(answer.Outcome == HoldOutcome.Released ? $"{subject} is released." : $"{subject} is not held: it {RunWords.Says(answer.Run)}.");
            if (parsed.GetValue(json))
                await context.WriteStatusJsonAsync(store, found.Id, cancel);
            if (!answer.Run.WantsWork || await store.EnsureEngine(answer.Run, cancel) is not { } problem)
                return ExitCode.Done;
            context.Say($"No engine could be started to run it. {problem}");
            return ExitCode.CouldNotTell;
        }));
        return command;
    }
}
