using System.CommandLine;
using Muster.Archives;
using Muster.Cli.Archiving;
using Muster.Cli.Completion;

namespace Muster.Cli.Commands;

/// <summary><c>muster export</c>.</summary>
internal static class ExportCommand
{
    public static Command Build(CommandContext context)
    {
        var run = CommonOptions.Run();
        var file = new Option<string?>("--output", "-o") { Description = "The archive to write, such as run.tar.gz; - is the standard output; must be given", HelpName = "FILE" }.WithFiles();
        var command = new ExplainedCommand("export", "Write a run that has ended to an archive, with all its records, results and logs.") { run, file };
        command.Examples = ["muster export last -o last.tar.gz", "muster export last -o - | ssh elsewhere muster import -"];
        command.SetAction((parsed, cancel) =>
        {
            if (parsed.GetValue(file) is not { Length: > 0 } path)
                throw new UsageException("'muster export' needs -o FILE: the archive to write, or - for the standard output. See 'muster export --help'.");
            if (path == ArchiveFile.Standard && context.Screen.Width is not null)
                throw new UsageException("An archive is not for the eyes: send it to a file or to another command, or name a file with -o FILE.");
            return CommonOptions.WithRunAsync(context, parsed, run, async (store, found) =>
            {
                var export = new RunExport(store.Ports, VersionText.Version);
                var manifest = await ArchiveFile.WriteAsync(context, path, to => export.WriteAsync(found.Id, to, cancel));
                context.Say($"Exported run {found.Id} ({found.Name}){(path == ArchiveFile.Standard ? "" : $" to {path}")}: {ArchiveFile.Amount(manifest)}.");
                return ExitCode.Done;
            });
        });
        return command;
    }
}
