using System.CommandLine;
using System.CommandLine.Parsing;
using Muster.Cli.Completion;
using Muster.Operations;
using Muster.Runs;
using Muster.Sweeps;

namespace Muster.Cli.Commands;

/// <summary><c>muster update</c>.</summary>
internal static class UpdateCommand
{
    private const string NoLimit = "none";

    public static Command Build(CommandContext context)
    {
        var (run, json) = (CommonOptions.Run(), CommonOptions.Json());
        var priority = Words.Option<Priority>("--priority", "Which runs go first", "LEVEL");
        var most = new Option<MaxConcurrent?>("--max-concurrent")
        {
            Description = $"Most points running at once; {NoLimit}: as many as there are slots",
            HelpName = "N",
            CustomParser = ParseMost,
        }.WithWords(NoLimit);
        var command = new ExplainedCommand("update", "Change the limits of a run. Points that run are left alone: of fewer at once, those that are too many run to their end.")
        {
            run, priority, most, json,
        };
        command.Examples = ["muster update last --priority urgent", $"muster update last --max-concurrent 4", $"muster update last --max-concurrent {NoLimit}"];
        command.SetAction((parsed, cancel) =>
        {
            var (level, limit) = (parsed.GetValue(priority), parsed.GetValue(most));
            if (level is null && limit is null)
                throw new UsageException("'muster update' needs --priority or --max-concurrent: what to change. See 'muster update --help'.");
            return CommonOptions.WithRunAsync(context, parsed, run, async (store, found) =>
            {
                var updated = await new RunUpdate(store.Ports.Store, context.Time).UpdateAsync(found.Id, level, limit, cancel);
                context.Say($"Run {updated.Id} ({updated.Name}): {Rendering.StatusView.Limits(updated)}{(updated.HasEnded ? "; it has ended, so this is for its next round" : "")}.");
                if (parsed.GetValue(json))
                    await context.WriteStatusJsonAsync(store, found.Id, cancel);
                return ExitCode.Done;
            });
        });
        return command;
    }

    private static MaxConcurrent? ParseMost(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (text == NoLimit)
            return new(null);
        if (int.TryParse(text, out var number) && number >= 1)
            return new(number);
        result.AddError($"--max-concurrent is '{text}'; it is a whole number of 1 or more, or {NoLimit}.");
        return null;
    }
}
