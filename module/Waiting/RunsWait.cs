using System.Collections.Concurrent;
using System.Management.Automation;
using Muster.Cli.Stores;
using Muster.Cli.Waiting;
using Muster.Cli.Watching;
using Muster.Operations;
using Muster.PowerShell.Pipeline;
using Muster.PowerShell.Views;
using Muster.Runs;

namespace Muster.PowerShell.Waiting;

/// <summary>Waits for runs at the same time: gives each as soon as it has ended, and an error for each that did not do what it was to do.</summary>
/// <param name="runs">The runs with their stores.</param>
/// <param name="order">How.</param>
/// <param name="sink">Where runs, errors and progress go.</param>
internal sealed class RunsWait(IReadOnlyList<(StoreContext Store, RunRecord Run)> runs, WaitOrder order, ICmdletSink sink)
{
    private readonly ConcurrentDictionary<string, ProgressFacts> shown = new(StringComparer.Ordinal);
    private int ended;

    /// <summary>Waits.</summary>
    /// <param name="cancel">Ends the wait; the runs go on.</param>
    public async Task RunAsync(CancellationToken cancel)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        try
        {
            var waits = runs.Select(run => WaitAsync(run.Store, run.Run, enough.Token)).ToList();
            await foreach (var wait in Task.WhenEach(waits))
            {
                await wait;
                if (order.Any)
                    break;
            }

            await enough.CancelAsync();
            await Task.WhenAll(waits);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // One has ended, and no more are waited for.
        }
        finally
        {
            if (!cancel.IsCancellationRequested)
                sink.Show(new("Waiting", "Done", IsOver: true));
        }
    }

    private async Task WaitAsync(StoreContext store, RunRecord run, CancellationToken cancel)
    {
        var followed = new FollowedRun(store, store.Ports.Time, facts => Show(run, facts), sink.Warn);
        var status = await followed.WaitAsync(run, order.Timeout, cancel);
        shown.TryRemove(run.Id.Value, out _);
        Interlocked.Increment(ref ended);
        var view = new MusterRun(status, store.Address.Text);
        if (status.Run.HasEnded)
            sink.Write(view);
        if (WaitErrors.Of(status, view) is { } error)
            sink.Fail(error);
    }

    private void Show(RunRecord run, ProgressFacts facts)
    {
        shown[run.Id.Value] = facts;
        sink.Show(runs.Count == 1 ? One(facts) : Several());
    }

    private static CmdletProgress One(ProgressFacts facts) => new(facts.Name, ProgressLine.Plain(facts), (int)(100 * facts.Share), facts.Eta is { } eta ? (int)Math.Ceiling(eta.TotalSeconds) : null);

    private CmdletProgress Several()
    {
        var going = shown.Values.ToList();
        var share = (ended + going.Sum(facts => facts.Share)) / runs.Count;
        var left = going.Count > 0 && going.TrueForAll(facts => facts.Eta is not null) ? (int?)Math.Ceiling(going.Max(facts => facts.Eta!.Value.TotalSeconds)) : null;
        return new($"{runs.Count} runs", FormattableString.Invariant($"{ended} ended, {going.Sum(facts => facts.Running)} points running, {going.Sum(facts => facts.PerSecond ?? 0):0.#}/s"), (int)(100 * share), left);
    }
}
