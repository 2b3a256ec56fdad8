using Muster.Cli.Stores;
using Muster.Cli.Submitting;
using Muster.Logs;
using Muster.Operations;
using Muster.Runs;

namespace Muster.Cli.Logs;

/// <summary>Shows what attempts write while they do, until the points or the run have ended; it never runs points itself.</summary>
/// <param name="context">The command's world.</param>
/// <param name="store">The store.</param>
/// <param name="run">The run.</param>
/// <param name="order">What of the points.</param>
/// <param name="jobs">The jobs of each point that are followed; null: it runs one command.</param>
internal sealed class LogFollowing(CommandContext context, StoreContext store, RunRecord run, LogOrder order, FollowedJobs? jobs)
{
    private static readonly TimeSpan LiveEvery = TimeSpan.FromMilliseconds(200);

    /// <summary>Follows.</summary>
    /// <param name="query">Which points.</param>
    /// <param name="prefix">What stands before each line; null: the usual.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(PointQuery query, LogPrefixKind? prefix)
    {
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(context.Cancel);
        using var interrupts = new Interrupts(_ => leave.Cancel());
        var isOne = run.PointCount == 1 || query.Indexes?.Count == 1;
        var isOneJob = jobs is null or { Places.Count: 1 };
        var kind = prefix ?? (!isOne ? LogPrefixKind.Index : isOneJob ? LogPrefixKind.None : LogPrefixKind.Job);
        // Without a prefix, too, lines of several points or jobs are not to be mixed.
        var writer = await LogWriters.ForAsync(context, store, run, (kind, isOne && isOneJob && kind == LogPrefixKind.None, HasAttempts: true), leave.Token);
        try
        {
            return await FollowAsync(query, writer, leave.Token);
        }
        catch (OperationCanceledException) when (leave.IsCancellationRequested)
        {
            writer.Flush();
            return ExitCode.Interrupted;
        }
    }

    private async Task<int> FollowAsync(PointQuery query, ILogWriter writer, CancellationToken cancel)
    {
        var code = ExitCode.Done;
        using var follow = await LogFollow.BeginAsync(store.Ports, run, query, order, jobs, cancel);
        await TellAsync(cancel);
        var records = store.Pace.StatusEvery > LiveEvery ? store.Pace.StatusEvery : LiveEvery;
        await foreach (var next in follow.RunAsync(new(LiveEvery, records), cancel))
        {
            if (next is not { } part)
            {
                writer.Flush();
                continue;
            }

            writer.Write(part);
            if (part.Problem is not { } problem)
                continue;
            context.Say($"muster: {LogShow.Subject(part.Of)}: {problem}");
            code = ExitCode.CouldNotTell;
        }

        return code;
    }

    /// <summary>Says why nothing runs, for then there may be nothing to see for long.</summary>
    private async Task TellAsync(CancellationToken cancel)
    {
        if (!run.HasEnded && await new StatusReader(store.Ports).ReadAsync(run.Id, cancel) is { Running: 0, Reason.Text: var text })
            context.Say(text);
    }
}
