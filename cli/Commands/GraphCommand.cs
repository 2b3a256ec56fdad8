using System.CommandLine;
using Muster.Cli.Completion;
using Muster.Cli.Jobs;
using Muster.Cli.Stores;
using Muster.Cli.Validating;
using Muster.Jobs;
using Muster.Operations;
using Muster.Runs;

namespace Muster.Cli.Commands;

/// <summary><c>muster graph</c>.</summary>
internal static class GraphCommand
{
    private static readonly string[] FileEndings = [".yaml", ".yml", ".json", ".csv"];

    public static Command Build(CommandContext context)
    {
        var what = new Argument<string>("FILE|RUN")
        {
            Description = $"A queue file or a sweep file with jobs; or a run: a name (its newest run), an id, the start of an id, or '{RunFinder.Last}'",
        }.WithFilesAndRuns();
        var (json, format, point) = (CommonOptions.Json(), Words.Option<GraphFormat>("--format", "How to show it (default: tree)", "FORMAT"), JobOptions.Point());
        var command = new ExplainedCommand("graph", "Show a job graph: of a file as it would be run, or of a run with where its jobs stand.") { what, point, format, json };
        command.Examples = ["muster graph pipeline.yaml", "muster graph last", "muster graph last --point 3 --format mermaid", "muster graph last --format dot | dot -Tsvg > graph.svg"];
        command.SetAction(async (parsed, cancel) =>
        {
            if (parsed.GetValue(json) && parsed.GetValue(format) is not null)
                throw new UsageException("--json answers in JSON, --format otherwise; leave one of them out.");
            var text = parsed.GetRequiredValue(what);
            if (!IsFile(text))
            {
                try
                {
                    return await CommonOptions.WithRunAsync(context, parsed, what, async (store, run) => Show(await OfRunAsync(store, run, parsed.GetValue(point), cancel), parsed));
                }
                catch (Exception none) when (none is RunNotFoundException or NoStoreException && HasEnding(text))
                {
                    // It looks like a file, so what is wrong with the file says more.
                }
            }

            if (parsed.GetValue(point) is not null)
                throw new UsageException($"--point chooses a point of a run, but {text} is a file: all its points have the same jobs.");
            return OfFile(context, text) is { } shown ? Show(shown, parsed) : ExitCode.Usage;
        });
        return command;

        int Show(ShownGraph shown, ParseResult parsed)
        {
            if (parsed.GetValue(json))
                GraphView.WriteJson(context, shown);
            else
                GraphView.Write(context, shown, parsed.GetValue(format) ?? GraphFormat.Tree);
            return shown.Jobs?.Problem is null ? ExitCode.Done : ExitCode.CouldNotTell;
        }
    }

    private static bool IsFile(string text) => text.Contains(Path.DirectorySeparatorChar) || (HasEnding(text) && File.Exists(text));

    private static bool HasEnding(string text) => FileEndings.Contains(Path.GetExtension(text), StringComparer.Ordinal);

    private static ShownGraph? OfFile(CommandContext context, string file)
    {
        var check = FileCheck.Of(file);
        foreach (var error in check.Reading.Errors)
            context.Say(error.ToString());
        return check.Reading.Spec switch
        {
            null => null,
            { Graph: { } graph } spec => new(spec.Name, graph, null),
            _ => throw new UsageException($"{file} has no jobs: each of its points runs one command. Only a file with 'jobs' has a graph."),
        };
    }

    private static async Task<ShownGraph> OfRunAsync(StoreContext store, RunRecord run, long? point, CancellationToken cancel)
    {
        var graph = await JobReader.GraphAsync(store.Ports.Blobs, run, cancel);
        var index = JobOptions.PointOf(run, point, "muster graph RUN --point N");
        var status = await new StatusReader(store.Ports).ReadAsync(run.Id, cancel);
        return new(run.Name, graph, await new JobReader(store.Ports).ReadAsync(status, graph, index, cancel));
    }
}
