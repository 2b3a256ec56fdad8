using System.CommandLine;
using Muster.Operations;
using Muster.Runs;

namespace Muster.Cli.Commands;

/// <summary><c>muster cancel</c>.</summary>
internal static class CancelCommand
{
    public static Command Build(CommandContext context)
    {
        var (run, json) = (CommonOptions.Run(), CommonOptions.Json());
        var command = new ExplainedCommand("cancel", "Cancel a run: its points are ended, and what has not started does not start. Points that ended keep their results.") { run, json };
        command.SetAction((parsed, cancel) => CommonOptions.WithRunAsync(context, parsed, run, async (store, found) =>
        {
            var answer = await new RunCancel(store.Ports.Store, context.Time).CancelAsync(found.Id, cancel);
            context.Say(Sentence(answer));
            if (parsed.GetValue(json))
                await context.WriteStatusJsonAsync(store, found.Id, cancel);
            // The wish is durable by now; somebody must be there to carry it out.
            if (!answer.Run.State.IsTerminal() && await store.EnsureEngine(cancel) is { } problem)
                context.Say($"No engine could be started to carry it out. {problem}");
            return ExitCode.Done;
        }));
        return command;
    }

    private static string Sentence(CancelAnswer answer)
    {
        var subject = $"Run {answer.Run.Id} ({answer.Run.Name})";
        return answer.Outcome switch
        {
            CancelOutcome.Cancelled => $"{subject} is cancelled; nothing of it had started.",
            CancelOutcome.Asked => $"{subject} is being cancelled; its running points are ended.",
            CancelOutcome.WasAsked => $"{subject} is being cancelled already.",
            CancelOutcome.HadEnded when answer.Run.State == RunState.Cancelled => $"{subject} was cancelled before.",
            CancelOutcome.HadEnded => $"{subject} had already ended as {answer.Run.State}; nothing was cancelled.",
            _ => throw new ArgumentOutOfRangeException(nameof(answer), answer.Outcome, "An unknown outcome."),
        };
    }
}
