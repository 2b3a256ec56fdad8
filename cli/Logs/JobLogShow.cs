using Muster.Cli.Rendering;
using Muster.Cli.Stores;
using Muster.Graphs;
using Muster.Jobs;
using Muster.Logs;
using Muster.Operations;
using Muster.Runs;

namespace Muster.Cli.Logs;

/// <summary>Shows what jobs wrote whose attempts have ended.</summary>
/// <param name="context">The command's world.</param>
/// <param name="store">The store.</param>
/// <param name="run">The run.</param>
/// <param name="order">What of the jobs.</param>
/// <param name="jobs">Which jobs.</param>
internal sealed class JobLogShow(CommandContext context, StoreContext store, RunRecord run, LogOrder order, FollowedJobs jobs)
{
    private readonly LogShow show = new(context, store, run, order);
    private readonly JobAttempts all = new(store, run, order, jobs);

    /// <summary>Of one point: of one job byte by byte, unless a prefix is asked for.</summary>
    /// <returns>The exit code; null: none of its jobs was ever started.</returns>
    public async Task<int?> OneAsync(long index, LogPrefixKind? prefix, CancellationToken cancel)
    {
        if (await all.OneAsync(index, cancel) is not { } chosen)
            return null;
        var told = chosen.Where(attempt => attempt.IsSince(order.Since)).ToList();
        if (told.Count == 0)
            context.Say("No attempt of such jobs ended since then.");
        var isOne = jobs.Places.Count == 1;
        var how = prefix ?? (isOne ? LogPrefixKind.None : LogPrefixKind.Job);
        var code = await show.WriteAsync(told.ToAsyncEnumerable(), how, isOne, cancel);
        if (!(isOne && how == LogPrefixKind.None) && ErrorsOf(index, told) is { } errors)
            context.Say(errors);
        return code;
    }

    /// <summary>Of many points.</summary>
    public async Task<int> ManyAsync(PointQuery query, LogPrefixKind? prefix, CancellationToken cancel)
    {
        var (without, found, errors) = (0L, 0L, 0L);
        var code = await show.WriteAsync(Attempts(), prefix ?? LogPrefixKind.Index, isOne: false, cancel);
        if (found == 0 && without == 0)
            context.Say(order.Since is null ? "No such points." : "No attempt of such points ended since then.");
        else if (without > 0)
            context.Say($"{Human.Count(without, "point")} {(without == 1 ? "has" : "have")} no attempt of such jobs that ended.");
        if (errors > 0)
            context.Say($"{Human.Count(errors, "attempt")} of these jobs wrote to standard error; see it with --stderr instead.");
        return code;

        async IAsyncEnumerable<LoggedAttempt> Attempts()
        {
            await foreach (var attempt in all.ManyAsync(query, _ => without++, cancel))
            {
                found++;
                errors += WroteErrors(attempt) ? 1 : 0;
                yield return attempt;
            }
        }
    }

    /// <summary>Which of the jobs wrote to standard error, and how to see it; null: none did, or it was what was asked for.</summary>
    private string? ErrorsOf(long index, IReadOnlyList<LoggedAttempt> told)
    {
        if (told.Where(WroteErrors).Select(attempt => attempt.Job!).Distinct(StringComparer.Ordinal).ToArray() is not { Length: > 0 } ids)
            return null;
        var point = run.PointCount > 1 ? $" {index}" : "";
        var which = order.Attempts.IsAll ? " --attempt all" : order.Attempts.Number is { } number ? $" --attempt {number}" : "";
        return $"{(ids.Length == 1 ? "Job" : "Jobs")} {JobSentences.Names(ids)} wrote to standard error; see: muster logs {run.Id}{point} --job {string.Join(',', ids)}{which} --stderr";
    }

    private bool WroteErrors(LoggedAttempt attempt) => !order.Error && attempt.Ended is { } ended && JobOutputs.HasErrors(ended);
}
