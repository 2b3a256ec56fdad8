using System.CommandLine;
using Muster.Cli.Completion;
using Muster.Cli.Jobs;
using Muster.Cli.Results;
using Muster.Cli.Stores;
using Muster.Jobs;
using Muster.Operations;
using Muster.Runs;

namespace Muster.Cli.Commands;

/// <summary><c>muster results</c>.</summary>
internal static class ResultsCommand
{
    public static Command Build(CommandContext context)
    {
        var (run, points) = (CommonOptions.Run(), new PointOptions());
        var format = Words.Option<ResultFormat>("--format", "How to answer (default: table)", "FORMAT");
        var metric = new Option<string?>("--metric") { Description = "The metric that --best compares, as the commands wrote it to their result files", HelpName = "NAME" };
        var best = Words.Option<Best>("--best", "Only the points with the best values of --metric, best first", "WHICH");
        var limit = CommonOptions.Limit($"Most points to show (default: {BestAnswer.UsualLimit} with --best, {TableResults.UsualLimit} in a table, else all)");
        var path = new Option<bool>("--path") { Description = "List the result files (results.paths of the sweep)" };
        var json = CommonOptions.Json();
        var job = new Option<string?>("--job") { Description = "List the result files of this job, instead: of its last attempt that succeeded", HelpName = "JOB" };
        var output = new Option<string?>("--output", "-o") { Description = "With --job: copy the files to this directory, and compare their SHA-256", HelpName = "DIR" }.WithDirectories();
        var command = new ExplainedCommand("results", "Show the results of a run: a row per point, with its parameters and what it wrote to its result file.")
        {
            run, points.Indexes, points.State, points.Where, format, json, metric, best, limit, path, job, output,
        };
        command.Examples =
        [
            "muster results last", "muster results last --metric loss --best min", "muster results last --format csv > results.csv",
            "muster results last --job train", "muster results last --job train -o results/",
        ];
        command.SetAction((parsed, cancel) =>
        {
            if (parsed.GetValue(json) && parsed.GetValue(format) is not null)
                throw new UsageException("--json is the same as --format json; give only one of them.");
            var order = new ResultOrder(points.Of(parsed), parsed.GetValue(json) ? ResultFormat.Json : parsed.GetValue(format) ?? ResultFormat.Table, parsed.GetValue(limit));
            if (parsed.GetValue(job) is { } id)
            {
                if (parsed.GetValue(metric) is not null || parsed.GetValue(best) is not null || parsed.GetValue(limit) is not null || parsed.GetValue(path) || points.IsFiltered(parsed))
                    throw new UsageException("--job lists all result files of one job of one point; leave out --metric, --best, --limit, --path, --state and --where.");
                if (id.Contains(',', StringComparison.Ordinal))
                    throw new UsageException($"--job is '{id}', but the result files of one job are listed at a time. Name one.");
                if (parsed.GetValue(output) is not null && (parsed.GetValue(json) || parsed.GetValue(format) is not null))
                    throw new UsageException("--output answers with the files that it copied; leave out --json and --format, or --output to list the files with their digests.");
                if (order.Query.Indexes is { Count: > 1 })
                    throw new UsageException("--job lists the result files of one point; name one index.");
                return CommonOptions.WithRunAsync(context, parsed, run, (store, found) => OfJobAsync(store, found, order, id, parsed.GetValue(output), cancel));
            }

            if (parsed.GetValue(output) is not null)
                throw new UsageException("--output needs --job JOB: whose files to copy.");
            var question = (parsed.GetValue(metric), parsed.GetValue(best)) switch
            {
                ({ } name, { } which) => new BestQuery(name, which, order.Limit ?? BestAnswer.UsualLimit),
                (null, null) => null,
                ({ } name, null) => throw new UsageException($"--metric {name} needs --best min or --best max."),
                (null, _) => throw new UsageException("--best needs --metric NAME: which of the metrics to compare."),
            };
            if (question is not null && parsed.GetValue(path))
                throw new UsageException("--path lists files; it cannot be combined with --metric and --best.");
            return CommonOptions.WithRunAsync(context, parsed, run, async (store, found) =>
            {
                var reader = await ResultReader.OpenAsync(store.Ports, found, cancel);
                if (parsed.GetValue(path))
                    return await FileList.WriteAsync(context, reader, order, cancel);
                var writer = ResultWriters.For(context, order.Format);
                return question is null
                    ? await AllResults.WriteAsync(context, reader, order, writer, cancel)
                    : await BestAnswer.WriteAsync(context, reader, order, question, writer, cancel);
            });
        });
        return command;

        async Task<int> OfJobAsync(StoreContext store, RunRecord found, ResultOrder order, string id, string? directory, CancellationToken cancel)
        {
            var graph = await JobReader.GraphAsync(store.Ports.Blobs, found, cancel);
            var place = NoSuchJobException.Find(found, graph, id);
            var index = JobOptions.PointOf(found, order.Query.Indexes?.At(0), $"muster results RUN INDEX --job {id}");
            var reader = new JobResultReader(store.Ports, found, graph);
            var results = await reader.ReadAsync(index, place, cancel);
            return directory is null ? JobFiles.Write(context, reader, results, order.Format) : await new JobFileCopy(reader, directory).TellAsync(context, results, cancel);
        }
    }
}
