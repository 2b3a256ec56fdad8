using System.CommandLine;
using Muster.Operations;
using Muster.Runs;
using Muster.Sets;

namespace Muster.Cli.Commands;

/// <summary><c>muster cancel</c>.</summary>
internal static class CancelCommand
{
    public static Command Build(CommandContext context)
    {
        var (run, points, json) = (CommonOptions.Run(), new PointOptions(), CommonOptions.Json());
        points.Indexes.Description = "Only these points, such as 3,7-9, counted from 0; the others go on (default: the whole run)";
        var command = new ExplainedCommand("cancel", "Cancel a run: its points are ended, and what has not started does not start. Points that ended keep their results.")
        {
            run, points.Indexes, json,
        };
        command.Examples = ["muster cancel last", "muster cancel last 3,7-9"];
        command.SetAction((parsed, cancel) => CommonOptions.WithRunAsync(context, parsed, run, async (store, found) =>
        {
            var (wish, some) = (new RunCancel(store.Ports.Store, context.Time), parsed.GetValue(points.Indexes));
            var answer = await (some is null ? wish.CancelAsync(found.Id, cancel) : wish.CancelPointsAsync(found.Id, some, cancel));
            context.Say(some is null ? Sentence(answer) : Sentence(answer, some));
            if (parsed.GetValue(json))
                await context.WriteStatusJsonAsync(store, found.Id, cancel);
            // The wish is durable by now; somebody must be there to carry it out.
            if (answer.Run.WantsWork && await store.EnsureEngine(answer.Run, cancel) is { } problem)
                context.Say($"No engine could be started to carry it out. {problem}");
            return ExitCode.Done;
        }));
        return command;
    }

    internal static string Sentence(CancelAnswer answer, IndexSet points)
    {
        var subject = $"{(points.Count == 1 ? "Point" : "Points")} {points} of run {answer.Run.Id} ({answer.Run.Name})";
        var (verb, have) = points.Count == 1 ? ("is", "it has") : ("are", "they have");
        return answer.Outcome switch
        {
            CancelOutcome.Asked => $"{subject} {verb} cancelled, unless {have} ended; the others go on.",
            CancelOutcome.WasAsked => $"{subject} {verb} cancelled already.",
            CancelOutcome.HadEnded or CancelOutcome.Cancelled => $"Run {answer.Run.Id} ({answer.Run.Name}) {RunWords.Says(answer.Run)}; nothing was cancelled.",
            _ => throw new ArgumentOutOfRangeException(nameof(answer), answer.Outcome, "An unknown outcome."),
        };
    }

    internal static string Sentence(CancelAnswer answer)
    {
        var subject = $"Run {answer.Run.Id} ({answer.Run.Name})";
        return answer.Outcome switch
        {
            CancelOutcome.Cancelled => $"{subject} is cancelled; nothing of it had started.",
            CancelOutcome.Asked => $"{subject} is being cancelled; its running points are ended.",
            CancelOutcome.WasAsked => $"{subject} is being cancelled already.",
            CancelOutcome.HadEnded when answer.Run.State == RunState.Cancelled => $"{subject} was cancelled before.",
            CancelOutcome.HadEnded => $"{subject} {RunWords.Says(answer.Run)}; nothing was cancelled.",
            _ => throw new ArgumentOutOfRangeException(nameof(answer), answer.Outcome, "An unknown outcome."),
        };
    }
}
