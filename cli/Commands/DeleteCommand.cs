using System.CommandLine;
using Muster.Cli.Completion;
using Muster.Cli.Deleting;
using Muster.Operations;

namespace Muster.Cli.Commands;

/// <summary><c>muster delete</c>.</summary>
internal static class DeleteCommand
{
    public static Command Build(CommandContext context)
    {
        var runs = new Argument<string[]>("RUN")
        {
            Description = $"Names (their newest runs), ids, starts of ids, or '{RunFinder.Last}'",
            Arity = ArgumentArity.OneOrMore,
        }.WithRuns();
        var (yes, json) = (Asking.Yes(), CommonOptions.Json());
        var command = new ExplainedCommand("delete", "Delete runs that have ended: their records, what their points wrote, and their results.") { runs, yes, json };
        command.AlsoExitsWith = [ExitCode.Failed];
        command.Examples = ["muster delete last", "muster delete r3k9 rtxs --yes"];
        command.SetAction((parsed, cancel) =>
        {
            // An argument that takes many words takes misspelt options, too.
            if (parsed.GetRequiredValue(runs).FirstOrDefault(word => word.StartsWith('-')) is { } strange)
                throw new UsageException($"'muster delete' has no option '{strange}'.{Complaint.DidYouMean(strange, command.Options.Select(option => option.Name))} See 'muster delete --help'.");
            Asking.Require(context, parsed.GetValue(yes), "muster delete");
            return CommonOptions.WithStoreAsync(context, parsed, parsed.GetRequiredValue(runs)[0], async store =>
            {
                var flow = new DeleteFlow(context, store.Ports, parsed.GetValue(yes));
                var deleted = await flow.RunAsync(parsed.GetRequiredValue(runs), cancel);
                if (parsed.GetValue(json))
                    context.WriteJson(writer => DeletedView.WriteJson(writer, deleted));
                return deleted.Any(run => !run.IsDone) ? ExitCode.Failed : ExitCode.Done;
            });
        });
        return command;
    }
}
