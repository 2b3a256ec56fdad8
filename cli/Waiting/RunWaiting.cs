using Muster.Cli.Stores;
using Muster.Cli.Submitting;
using Muster.Cli.Watching;
using Muster.Coordination;
using Muster.Operations;
using Muster.Runs;

namespace Muster.Cli.Waiting;

/// <summary>Waits for a run without ever becoming its engine: an engine without a terminal is started if none is alive.</summary>
internal sealed class RunWaiting(CommandContext context, StoreContext store)
{
    private readonly ProgressScreen screen = new(context.Error, context.ErrorScreen.LineWidth, context.Time);
    private readonly RateMeter meter = new(TimeSpan.FromSeconds(5));
    private readonly ShownReason reasons = new(context.Time);
    private bool isShown;

    /// <summary>Waits, and says how it ended.</summary>
    /// <param name="run">The run.</param>
    /// <param name="most">How long; null: without end.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(RunRecord run, TimeSpan? most)
    {
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(context.Cancel);
        using var interrupts = new Interrupts(_ => leave.Cancel());
        try
        {
            if (run.WantsWork)
                await EnsureEngineAsync(run, leave.Token);
            var status = await new RunWait(store.Ports).WaitAsync(run.Id, most, seen => Show(seen, leave.Token), leave.Token);
            screen.Clear();
            return status.Run.HasEnded ? await Ending.WriteAsync(context, store.Ports, status) : TimedOut(status);
        }
        catch (OperationCanceledException) when (leave.IsCancellationRequested)
        {
            screen.Say($"The run goes on; wait for it again with: muster wait {run.Id}");
            return ExitCode.Interrupted;
        }
    }

    private int TimedOut(RunStatus status)
    {
        context.Say(LeftRun.AtTimeout(status));
        return ExitCode.TimedOut;
    }

    private void Show(RunStatus status, CancellationToken cancel)
    {
        if (status.Run.HasEnded)
            return;
        if (isShown && status is { Run.WantsWork: true, Reason.Cause: WaitCause.Engine })
            _ = EnsureEngineAsync(status.Run, cancel);
        isShown = true;
        var rate = meter.Sample(context.Time.GetElapsedTime(0), status.Counts.Ended);
        screen.Show(new(status.Run.Name, status.Run.PointCount, status.Counts.Ended, status.Counts.Failed, status.Running ?? 0, rate, reasons.Of(status)));
    }

    private async Task EnsureEngineAsync(RunRecord run, CancellationToken cancel)
    {
        if (await store.EnsureEngine(run, cancel) is { } problem)
            screen.Say($"No engine could be started. {problem}");
    }
}
