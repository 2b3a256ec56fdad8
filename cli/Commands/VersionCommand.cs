using System.CommandLine;

namespace Muster.Cli.Commands;

/// <summary><c>muster version</c>; the plain form is answered before this is built.</summary>
internal static class VersionCommand
{
    public static Command Build(CommandContext context)
    {
        var json = CommonOptions.Json();
        var command = new ExplainedCommand("version", "Show the version of Muster.") { json };
        command.Examples = ["muster version", "muster version --json"];
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(json))
                context.WriteJson(writer =>
                {
                    writer.WriteStartObject();
                    writer.WriteString("version", VersionText.Version);
                    writer.WriteString("commit", VersionText.Commit);
                    writer.WriteEndObject();
                });
            else
                context.Out.WriteLine($"muster {VersionText.Version}");
            return ExitCode.Done;
        });
        return command;
    }
}
