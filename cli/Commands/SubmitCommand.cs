using System.CommandLine;
using Muster.Cli.Completion;
using Muster.Cli.Stores;
using Muster.Cli.Submitting;

namespace Muster.Cli.Commands;

/// <summary><c>muster submit</c>.</summary>
internal static class SubmitCommand
{
    public static Command Build(CommandContext context)
    {
        var file = new Argument<string>("FILE") { Description = "The sweep file: YAML, JSON or CSV" }.WithFiles();
        var submission = new SubmissionOptions(", instead of the file's");
        var command = new ExplainedCommand("submit", "Run a sweep file.") { file };
        submission.AddTo(command);
        command.Examples = ["muster submit sweep.yaml", "muster submit sweep.yaml --detach --output-id run.id", "muster submit sweep.yaml --max-concurrent 4 --dry-run", "muster submit sweep.yaml --after ok:last"];
        command.SetAction((parsed, _) =>
        {
            var flow = new SubmitFlow(submission.Of(parsed), context, LocalEngineOptions.Of(context));
            var address = CommonOptions.AddressOf(parsed, context);
            return flow.RunAsync(() => ReadSweep.Of(parsed.GetRequiredValue(file)), () => OpenStores.OrMake(address, context.Environment));
        });
        return command;
    }
}
