using Muster.Cli.Stores;
using Muster.Cli.Submitting;
using Muster.Cli.Watching;
using Muster.Runs;

namespace Muster.Cli.Waiting;

/// <summary>Waits for a run as a command that writes.</summary>
internal sealed class RunWaiting(CommandContext context, StoreContext store)
{
    private readonly ProgressScreen screen = new(context.Error, context.ErrorScreen.LineWidth, context.Time);

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
            var followed = new FollowedRun(store, context.Time, screen.Show, screen.Say);
            var status = await followed.WaitAsync(run, most, leave.Token);
            screen.Clear();
            if (status.Run.HasEnded)
                return await Ending.WithoutResultsAsync(context, store.Ports, status);
            context.Say(LeftRun.AtTimeout(status, followed.Jobs));
            return ExitCode.TimedOut;
        }
        catch (OperationCanceledException) when (leave.IsCancellationRequested)
        {
            screen.Say($"The run goes on; wait for it again with: muster wait {run.Id}");
            return ExitCode.Interrupted;
        }
        finally
        {
            screen.Clear(); // what failed is told on a line of its own
        }
    }
}
