using System.Management.Automation;
using Muster.Cli;
using Muster.Cli.Logs;
using Muster.Cli.Rendering;
using Muster.Cli.Stores;
using Muster.Logs;
using Muster.Operations;
using Muster.PowerShell.Completers;
using Muster.PowerShell.Pipeline;
using Muster.PowerShell.Points;
using Muster.PowerShell.Views;
using Muster.Runs;

namespace Muster.PowerShell.Logs;

/// <summary>
/// <c>Get-MusterLog</c>: what points' commands, or their jobs, wrote or write, line by line. Without points it is of the only one, or of the first one that failed.
/// </summary>
[Cmdlet(VerbsCommon.Get, "MusterLog")]
[OutputType(typeof(MusterLogLine))]
public sealed class GetMusterLog : PointCmdlet
{
    private static readonly TimeSpan LiveEvery = TimeSpan.FromMilliseconds(200);

    /// <summary>Of a run of a job graph: only these jobs, by their ids. Left out: all, in the order in which they run.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(JobCompleter))]
    public string[]? Job { get; set; }

    /// <summary>Which attempt, counted from 1, or All. Left out: the last one; with -Follow all of the last round.</summary>
    [Parameter]
    public string? Attempt { get; set; }

    /// <summary>What they wrote to standard error, in place of standard output.</summary>
    [Parameter]
    public SwitchParameter ErrorStream { get; set; }

    /// <summary>Only so many last lines of each attempt.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? Tail { get; set; }

    /// <summary>Only attempts that ran or ended at this time or later: a date, a span back from now, or a text such as 10m or 2026-03-01T14:00.</summary>
    [Parameter]
    public object? Since { get; set; }

    /// <summary>Goes on with what is written until the points, or else the run, have ended. Ctrl-C ends it, and leaves the run alone. Left out: what was written until now.</summary>
    [Parameter]
    public SwitchParameter Follow { get; set; }

    internal override async Task ProcessAsync(StoreContext store, RunRecord run, ICmdletSink sink, CancellationToken cancel)
    {
        var query = Query();
        var order = new LogOrder { Attempts = LogWish.Attempts(Attempt), Error = ErrorStream, Tail = Tail, Since = LogWish.Since(Since is PSObject wrapped ? wrapped.BaseObject : Since, store.Ports.Time) };
        if (Follow && State.Length > 0)
            throw new UsageException("-Follow follows points from state to state; leave out -State, or choose points by -Index or -Where.");
        var jobs = await LogChoice.JobsAsync(store, run, Job is { Length: > 0 } ids ? ids : null, cancel);
        var lines = new LogLines(store, run, order, sink);
        if (Follow)
            await FollowAsync(store, run, (query, order, jobs), lines, cancel);
        else
            await lines.GiveAsync((await AttemptsAsync(store, run, (query, order, jobs), sink, cancel)), cancel);
    }

    private static async Task FollowAsync(StoreContext store, RunRecord run, (PointQuery Query, LogOrder Order, FollowedJobs? Jobs) wish, LogLines lines, CancellationToken cancel)
    {
        using var follow = await LogFollow.BeginAsync(store.Ports, run, wish.Query, wish.Order, wish.Jobs, cancel);
        var records = store.Pace.StatusEvery > LiveEvery ? store.Pace.StatusEvery : LiveEvery;
        await lines.GiveAsync(follow.RunAsync(new(LiveEvery, records), cancel).Where(part => part is not null).Select(part => part!.Value));
    }

    private async Task<IAsyncEnumerable<LoggedAttempt>> AttemptsAsync(
        StoreContext store, RunRecord run, (PointQuery Query, LogOrder Order, FollowedJobs? Jobs) wish, ICmdletSink sink, CancellationToken cancel)
    {
        var (query, order, jobs) = wish;
        if (query.Indexes is { Count: > 1 } || IsFiltered)
            return Many(store, run, wish, sink, cancel);
        var index = query.Indexes?.At(0) ?? await LogChoice.UsualAsync(store, run, cancel);
        var chosen = jobs is null ? null : await new JobAttempts(store, run, order, jobs).OneAsync(index, cancel);
        if (chosen is null && jobs is not null && Job is { Length: > 0 })
            throw await new JobAttempts(store, run, order, jobs).NoneAsync(index, cancel);
        chosen ??= await new LogReader(store.Ports, run, order).FindAsync(index, cancel);
        return chosen.Where(attempt => attempt.IsSince(order.Since)).ToAsyncEnumerable();
    }

    private static async IAsyncEnumerable<LoggedAttempt> Many(
        StoreContext store, RunRecord run, (PointQuery Query, LogOrder Order, FollowedJobs? Jobs) wish, ICmdletSink sink, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var without = 0L;
        var attempts = wish.Jobs is { } jobs
            ? new JobAttempts(store, run, wish.Order, jobs).ManyAsync(wish.Query, _ => without++, cancel)
            : new LogReader(store.Ports, run, wish.Order).ListAsync(wish.Query, _ => without++, cancel);
        await foreach (var attempt in attempts)
            yield return attempt;
        if (without > 0)
            sink.Tell($"{Human.Count(without, "point")} {(without == 1 ? "has" : "have")} no attempt that ended or runs on this machine.");
    }
}
