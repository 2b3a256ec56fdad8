using System.CommandLine;
using Muster.Cli.Jobs;
using Muster.Cli.Logs;
using Muster.Cli.Stores;
using Muster.Jobs;
using Muster.Logs;
using Muster.Operations;
using Muster.Runs;
using Muster.Sweeps;

namespace Muster.Cli.Commands;

/// <summary><c>muster logs</c>.</summary>
internal static class LogsCommand
{
    public static Command Build(CommandContext context)
    {
        var (run, points, options) = (CommonOptions.Run(), new PointOptions(), new LogOptions());
        points.Indexes.Description = "Points such as 3,7-9, counted from 0 (default: the first failed one)";
        var jobs = JobOptions.Jobs("Of a run of a job graph: only these jobs, by their ids with commas between them (default: all, in the order in which they run)");
        var command = new ExplainedCommand("logs", "Show what points' commands, or their jobs, wrote or write.") { run, points.Indexes, jobs, points.State, points.Where };
        foreach (var option in options.All)
            command.Options.Add(option);
        command.AlsoExitsWith = [ExitCode.Interrupted];
        command.Examples =
        [
            "muster logs last 17", "muster logs last 17 --attempt 1 --stderr", "muster logs last --state failed --tail 5",
            "muster logs last --where lr=0.1 --prefix params", "muster logs last --follow",
            "muster logs last --job build,test --stderr",
        ];
        command.SetAction((parsed, cancel) =>
        {
            var (query, order, prefix) = (points.Of(parsed), options.Of(parsed, context.Time), parsed.GetValue(options.Prefix));
            var follow = parsed.GetValue(options.Follow);
            if (follow && query.Standings.Count > 0)
                throw new UsageException("--follow follows points from state to state; leave out --state, or choose points by INDEXES or --where.");
            return CommonOptions.WithRunAsync(context, parsed, run, async (store, found) =>
            {
                var followed = await LogChoice.JobsAsync(store, found, parsed.GetValue(jobs), cancel);
                if (prefix == LogPrefixKind.Job && followed is null)
                    throw new UsageException("--prefix job is for runs of job graphs; this one runs one command for each point.");
                if (follow)
                    return await new LogFollowing(context, store, found, order, followed).RunAsync(query, prefix);
                var isMany = query.Indexes is { Count: > 1 } || points.IsFiltered(parsed);
                var show = new LogShow(context, store, found, order);
                if (followed is null && isMany)
                    return await show.ManyAsync(query, prefix, cancel);
                if (followed is not null && isMany)
                    return await new JobLogShow(context, store, found, order, followed).ManyAsync(query, prefix, cancel);
                var index = query.Indexes?.At(0) ?? await LogChoice.UsualAsync(store, found, cancel);
                if (followed is null)
                    return await show.OneAsync(index, prefix, cancel);
                if (await new JobLogShow(context, store, found, order, followed).OneAsync(index, prefix, cancel) is { } code)
                    return code;
                return parsed.GetValue(jobs) is null ? await show.OneAsync(index, prefix, cancel) : throw await new JobAttempts(store, found, order, followed).NoneAsync(index, cancel);
            });
        });
        return command;
    }
}
