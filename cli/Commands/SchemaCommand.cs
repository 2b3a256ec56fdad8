using System.CommandLine;
using System.Text.Json.Nodes;
using Muster.Cli.Completion;
using Muster.Specs.Schema;

namespace Muster.Cli.Commands;

/// <summary><c>muster schema</c>.</summary>
internal static class SchemaCommand
{
    private static readonly Dictionary<string, Func<JsonObject>> Schemas = new(StringComparer.Ordinal) { ["sweep"] = SweepSchema.Build, ["queue"] = QueueSchema.Build };

    public static Command Build(CommandContext context)
    {
        var what = new Argument<string>("WHAT") { Description = $"What the files are: {string.Join(" or ", Schemas.Keys)}" }.WithWords(Schemas.Keys);
        var command = new ExplainedCommand("schema", "Print the JSON Schema (draft 2020-12) of sweep files or queue files, for editors.") { what };
        command.Examples = ["muster schema sweep > sweep.schema.json", "muster schema queue > queue.schema.json"];
        command.SetAction(parsed => Answer(context, parsed.GetRequiredValue(what)));
        return command;
    }

    private static int Answer(CommandContext context, string what)
    {
        if (!Schemas.TryGetValue(what, out var build))
            throw new UsageException($"There is no schema '{what}'.{Complaint.DidYouMean(what, Schemas.Keys)} See 'muster schema --help'.");
        context.WriteJson(writer => build().WriteTo(writer));
        return ExitCode.Done;
    }
}
