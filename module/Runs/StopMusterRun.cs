using System.Management.Automation;
using Muster.Cli.Commands;
using Muster.Cli.Stores;
using Muster.Operations;
using Muster.PowerShell.Pipeline;
using Muster.PowerShell.Views;
using Muster.Runs;
using Muster.Sets;

namespace Muster.PowerShell.Runs;

/// <summary><c>Stop-MusterRun</c>: cancels runs, or some of their points. What runs is ended, and what has not started does not start; points that ended keep their results.</summary>
[Cmdlet(VerbsLifecycle.Stop, "MusterRun", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(MusterRun))]
public sealed class StopMusterRun : RunChangeCmdlet
{
    /// <summary>Only these points, by numbers and ranges such as 3, 7-9, counted from 0; the others go on. Left out: the whole run.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    public string[] Index { get; set; } = [];

    internal override async Task ProcessAsync(StoreContext store, RunRecord run, ICmdletSink sink, CancellationToken cancel)
    {
        var (points, status) = (IndexText.Read(Index), await ReadAsync(store, run, cancel));
        if (!status.Run.State.IsTerminal() && !await sink.MayAsync(NameOf(run), await TextAsync(store, status, points, cancel)))
            return;
        var wish = new RunCancel(store.Ports.Store, store.Ports.Time);
        var answer = await (points is null ? wish.CancelAsync(run.Id, cancel) : wish.CancelPointsAsync(run.Id, points, cancel));
        sink.Tell(CmdletWords.Of(points is null ? CancelCommand.Sentence(answer) : CancelCommand.Sentence(answer, points)));
        // The wish is durable by now; somebody must be there to carry it out.
        if (await EnsureEngineAsync(store, answer.Run, cancel) is { } problem)
            sink.Warn($"No engine could be started to carry it out. {problem}");
        await GiveAsync(store, run, sink, cancel);
    }

    private static async Task<string> TextAsync(StoreContext store, RunStatus status, IndexSet? points, CancellationToken cancel)
    {
        if (points is null)
            return RunChangeText.Stop(status);
        var (running, waiting, ended) = (0L, 0L, 0L);
        await foreach (var point in new PointList(store.Ports).ReadAsync(status.Run, new() { Indexes = points }, cancel))
        {
            running += point.Standing is PointStanding.Running ? 1 : 0;
            waiting += point.Standing is PointStanding.Pending or PointStanding.Claimed ? 1 : 0;
            ended += point.Standing is PointStanding.Succeeded or PointStanding.Failed or PointStanding.Cancelled ? 1 : 0;
        }

        return RunChangeText.StopPoints(points, (running, waiting, ended));
    }
}
