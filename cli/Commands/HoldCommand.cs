using System.CommandLine;
using Muster.Operations;
using Muster.Runs;

namespace Muster.Cli.Commands;

/// <summary><c>muster hold</c>.</summary>
internal static class HoldCommand
{
    public static Command Build(CommandContext context)
    {
        var (run, json) = (CommonOptions.Run(), CommonOptions.Json());
        var command = new ExplainedCommand("hold", "Start nothing more of a run until it is released. Its running points run to their end.") { run, json };
        command.Examples = ["muster hold last"];
        command.SetAction((parsed, cancel) => CommonOptions.WithRunAsync(context, parsed, run, async (store, found) =>
        {
            var answer = await new RunHold(store.Ports.Store, context.Time).HoldAsync(found.Id, cancel);
            context.Say(Sentence(answer));
            if (parsed.GetValue(json))
                await context.WriteStatusJsonAsync(store, found.Id, cancel);
            return ExitCode.Done; // also where nothing was left to hold: nothing more of it starts
        }));
        return command;
    }

    internal static string Sentence(HoldAnswer answer)
    {
        var subject = $"Run {answer.Run.Id} ({answer.Run.Name})";
        var release = $"Let it go on with: muster release {answer.Run.Id}";
        return answer.Outcome switch
        {
            HoldOutcome.Held => $"{subject} is held; nothing of it runs. {release}",
            HoldOutcome.Asked => $"{subject} is held: its running points run to their end, and no more start. {release}",
            HoldOutcome.WasHeld => $"{subject} is held already. {release}",
            HoldOutcome.IsBeingCancelled => $"{subject} is being cancelled, so it cannot be held.",
            HoldOutcome.HadEnded => $"{subject} {RunWords.Says(answer.Run)}, so there is nothing to hold.",
            HoldOutcome.Released or HoldOutcome.WasNotHeld => throw new ArgumentOutOfRangeException(nameof(answer), answer.Outcome, "No outcome of a hold."),
            _ => throw new ArgumentOutOfRangeException(nameof(answer), answer.Outcome, "An unknown outcome."),
        };
    }
}
