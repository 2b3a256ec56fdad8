using System.CommandLine;
using Muster.Cli.Logs;
using Muster.Cli.Stores;
using Muster.Operations;
using Muster.Runs;

namespace Muster.Cli.Commands;

/// <summary><c>muster logs</c>.</summary>
internal static class LogsCommand
{
    public static Command Build(CommandContext context)
    {
        var (run, points, options) = (CommonOptions.Run(), new PointOptions(), new LogOptions());
        points.Indexes.Description = "Points such as 3,7-9, counted from 0 (default: the first failed one)";
        var command = new ExplainedCommand("logs", "Show what points' commands wrote, or write.") { run, points.Indexes, points.State, points.Where };
        foreach (var option in options.All)
            command.Options.Add(option);
        command.AlsoExitsWith = [ExitCode.Interrupted];
        command.Examples =
        [
            "muster logs last 17", "muster logs last 17 --attempt 1 --stderr", "muster logs last --state failed --tail 5",
            "muster logs last --where lr=0.1 --prefix params", "muster logs last --follow",
        ];
        command.SetAction((parsed, cancel) =>
        {
            var (query, order, prefix) = (points.Of(parsed), options.Of(parsed, context.Time), parsed.GetValue(options.Prefix));
            var follow = parsed.GetValue(options.Follow);
            if (follow && query.Standings.Count > 0)
                throw new UsageException("--follow follows points from state to state; leave out --state, or choose points by INDEXES or --where.");
            return CommonOptions.WithRunAsync(context, parsed, run, async (store, found) =>
            {
                if (follow)
                    return await new LogFollowing(context, store, found, order).RunAsync(query, prefix);
                var show = new LogShow(context, store, found, order);
                if (query.Indexes is { Count: > 1 } || points.IsFiltered(parsed))
                    return await show.ManyAsync(query, prefix, cancel);
                return await show.OneAsync(query.Indexes?.At(0) ?? await UsualAsync(store, found, cancel), prefix, cancel);
            });
        });
        return command;
    }

    /// <summary>The only point, or else the first failed one: that is what people look for.</summary>
    private static async Task<long> UsualAsync(StoreContext store, RunRecord run, CancellationToken cancel)
    {
        if (run.PointCount == 1)
            return 0;
        await foreach (var point in new PointList(store.Ports).ReadAsync(run, new() { Standings = [PointStanding.Failed] }, cancel))
            return point.Index;
        throw new UsageException($"No point of run {run.Id} ({run.Name}) failed, so say which one: muster logs {run.Id} INDEX, with an index from 0 to {run.PointCount - 1}.");
    }
}
