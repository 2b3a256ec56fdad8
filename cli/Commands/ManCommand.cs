using System.CommandLine;
using Muster.Cli.Reference;

namespace Muster.Cli.Commands;

/// <summary><c>muster man</c>.</summary>
internal static class ManCommand
{
    public static Command Build(CommandContext context)
    {
        var command = new ExplainedCommand("man", "Print the manual page muster(1), in roff.");
        command.Examples = ["muster man | man -l -", "muster man > ~/.local/share/man/man1/muster.1"];
        command.SetAction(_ =>
        {
            context.Out.Write(RoffPage.Of(ProgramModel.Groups(context)));
            return ExitCode.Done;
        });
        return command;
    }
}
