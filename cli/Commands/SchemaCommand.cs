using System.CommandLine;
using Muster.Specs.Schema;

namespace Muster.Cli.Commands;

/// <summary><c>muster schema</c>.</summary>
internal static class SchemaCommand
{
    private const string Sweep = "sweep";

    public static Command Build(CommandContext context)
    {
        var what = new Argument<string>("WHAT") { Description = $"What the files are: {Sweep}" };
        var command = new ExplainedCommand("schema", "Print the JSON Schema (draft 2020-12) of sweep files, for editors.") { what };
        command.Examples = ["muster schema sweep > sweep.schema.json"];
        command.SetAction(parsed => parsed.GetRequiredValue(what) switch
        {
            Sweep => Answer(context),
            "queue" => throw new UsageException($"There is no schema of queue files: not yet. There is one of sweep files: muster schema {Sweep}"),
            var other => throw new UsageException($"There is no schema '{other}'.{Complaint.DidYouMean(other, [Sweep])} See 'muster schema --help'."),
        });
        return command;
    }

    private static int Answer(CommandContext context)
    {
        context.WriteJson(writer => SweepSchema.Build().WriteTo(writer));
        return ExitCode.Done;
    }
}
