using System.CommandLine;
using Muster.Archives;
using Muster.Cli.Archiving;
using Muster.Cli.Completion;
using Muster.Cli.Stores;

namespace Muster.Cli.Commands;

/// <summary><c>muster import</c>.</summary>
internal static class ImportCommand
{
    public static Command Build(CommandContext context)
    {
        var file = new Argument<string>("FILE") { Description = "What 'muster export' wrote; - is the standard input" }.WithFiles();
        var json = CommonOptions.Json();
        var command = new ExplainedCommand("import", "Read a run from an archive into the store, with all its records, results and logs.") { file, json };
        command.Examples = ["muster import last.tar.gz", "muster import last.tar.gz --store aws://eu-central-1/team"];
        command.SetAction(async (parsed, cancel) =>
        {
            var path = parsed.GetRequiredValue(file);
            var address = CommonOptions.AddressOf(parsed, context);
            await using var archive = ArchiveFile.Open(context, path);
            using var store = context.OpenStore(address) ?? OpenStores.OrMake(address, context.Environment);
            var answer = await new RunImport(store.Ports, VersionText.Version).ReadAsync(archive, cancel);
            var subject = $"run {answer.Run.Id} ({answer.Run.Name})";
            context.Say(answer.IsNew ? $"Imported {subject}: {ArchiveFile.Amount(answer.Manifest)}." : $"R{subject[1..]} is already here, and the same.");
            if (parsed.GetValue(json))
                await context.WriteStatusJsonAsync(store, answer.Run.Id, cancel);
            return ExitCode.Done;
        });
        return command;
    }
}
