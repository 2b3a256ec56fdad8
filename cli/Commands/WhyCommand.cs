using System.CommandLine;
using Muster.Cli.Rendering;
using Muster.Operations;

namespace Muster.Cli.Commands;

/// <summary><c>muster why</c>.</summary>
internal static class WhyCommand
{
    public static Command Build(CommandContext context)
    {
        var (run, json) = (CommonOptions.Run(), CommonOptions.Json());
        var index = CommonOptions.Index("A point, counted from 0 (default: the run as a whole)");
        var command = new ExplainedCommand("why", "Explain why a run, or a point of it, is where it is.") { run, index, json };
        command.Examples = ["muster why last", "muster why last 17"];
        command.SetAction((parsed, cancel) => CommonOptions.WithRunAsync(context, parsed, run, async (store, found) =>
        {
            var why = new RunWhy(store.Ports);
            var explanation = parsed.GetValue(index) is { } point
                ? await why.OfPointAsync(found.Id, point, cancel)
                : await why.OfRunAsync(found.Id, cancel);
            if (parsed.GetValue(json))
                context.WriteJson(writer => ExplanationJson.Write(writer, explanation));
            else
                ExplanationView.Write(context, explanation);
            return ExitCode.Done;
        }));
        return command;
    }
}
