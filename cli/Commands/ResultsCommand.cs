using System.CommandLine;
using Muster.Cli.Results;
using Muster.Operations;

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
        var command = new ExplainedCommand("results", "Show the results of a run: a row per point, with its parameters and what it wrote to its result file.")
        {
            run, points.Indexes, points.State, points.Where, format, metric, best, limit, path,
        };
        command.Examples =
        [
            "muster results last", "muster results last --metric loss --best min", "muster results last --format csv > results.csv",
        ];
        command.SetAction((parsed, cancel) =>
        {
            var order = new ResultOrder(points.Of(parsed), parsed.GetValue(format) ?? ResultFormat.Table, parsed.GetValue(limit));
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
    }
}
