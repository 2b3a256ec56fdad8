using System.CommandLine;
using Muster.Cli.Rendering;
using Muster.Cli.Stores;
using Muster.Graphs;
using Muster.Jobs;
using Muster.Operations;
using Muster.Runs;
using Muster.Sweeps;

namespace Muster.Cli.Commands;

/// <summary><c>muster points</c>.</summary>
internal static class PointsCommand
{
    private const int UsualLimit = 50;

    public static Command Build(CommandContext context)
    {
        var (run, json) = (CommonOptions.Run(), CommonOptions.Json());
        var options = new PointOptions();
        var limit = CommonOptions.Limit($"Most points to show (default: {UsualLimit}; in JSON all)");
        var command = new ExplainedCommand("points", "Show the points of a run.")
        {
            run, options.Indexes, options.State, options.Where, options.From, limit, json,
        };
        command.Examples = ["muster points last --state failed,cancelled", "muster points last --where lr=0.1 --where 'layers>=3'", "muster points last 3,7-9 --json"];
        command.SetAction((parsed, cancel) => CommonOptions.WithRunAsync(context, parsed, run, async (store, found) =>
        {
            var (spec, points) = await SpecBlobs.LoadAsync(store.Ports.Blobs, found, cancel);
            var views = new PointList(store.Ports).ReadAsync(found, options.Of(parsed), cancel);
            if (parsed.GetValue(json))
                await PointsView.WriteJsonAsync(context, views.Take(parsed.GetValue(limit) ?? int.MaxValue), points);
            else
                await PointsView.WriteAsync(context, views, points, new(parsed.GetValue(limit) ?? UsualLimit, from => NextPage.Of(parsed, options.From, from))
                {
                    JobOf = spec.Graph is { } graph ? await BriefAsync(store, found, graph, cancel) : null,
                });
            return ExitCode.Done;
        }));
        return command;
    }

    /// <summary>Tells of points by the jobs that failed, run or are tried again.</summary>
    private static async Task<Func<PointView, Task<string?>>> BriefAsync(StoreContext store, RunRecord run, GraphSpec graph, CancellationToken cancel)
    {
        var (status, reader) = (await new StatusReader(store.Ports).ReadAsync(run.Id, cancel), new JobReader(store.Ports));
        return async point => point.Entry.Graph is null ? null
            : await reader.ReadAsync(status, graph, point, cancel) is { Problem: null } jobs ? JobSentences.Brief(jobs.Jobs)
            : "unknown";
    }
}
