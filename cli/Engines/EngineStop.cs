using Muster.Agent.Processes;
using Muster.Cli.Rendering;
using Muster.Cli.Stores;
using Muster.Local.Store;
using Muster.Units;

namespace Muster.Cli.Engines;

/// <summary><c>muster engine stop</c>.</summary>
/// <param name="context">The command's world.</param>
/// <param name="address">The store.</param>
internal sealed class EngineStop(CommandContext context, StoreAddress address)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);
    private readonly StoreDirectory directory = address.Directory;
    private readonly long began = context.Time.GetTimestamp();

    /// <summary>Whether running points are ended.</summary>
    public bool Now { get; init; }

    /// <summary>Whether a watched submission is stopped, too.</summary>
    public bool Force { get; init; }

    /// <summary>How long its end is waited for; null: without end.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Stops it, and waits until it has ended.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var seen = await EngineView.LookAsync(context, address, cancel);
        if (seen.Holder is { } engine)
            Require(engine);
        if (seen.Next is { } next)
            await EndQueuedAsync(next, cancel);
        if (seen.Holder is not { } holder)
            return Tell(seen.Next is null ? $"No engine of {address.Text} is alive on this machine." : "The engine that was starting has ended.");
        Signal(holder, seen.Running);
        while (IsStill(holder))
        {
            if (context.Time.GetElapsedTime(began) >= Timeout)
            {
                context.Say($"Time is up after {Duration.Format(Timeout!.Value)}: process {holder.ProcessId} is still ending.{(Now ? "" : " To end its running points: muster engine stop --now")}");
                return ExitCode.TimedOut;
            }

            await Task.Delay(LookAgain, context.Time, cancel);
        }

        return await TellEndAsync(holder, cancel);
    }

    private static int SignalOf(string name) => Signals.NumberOf(name);

    private void Require(EngineHolder holder)
    {
        if (holder is { Host: { Length: > 0 } host, IsHere: false })
            throw new UsageException($"The engine of {address.Text} is process {holder.ProcessId} on {host}. Stop it there.");
        if (holder.Role == EngineRole.Watched && !Force)
            throw new UsageException($"The engine of {address.Text} is process {holder.ProcessId}, a muster submit or run that somebody watches. Press Ctrl-C there, or give --force to do the same from here.");
        if (holder.Identity is null)
            throw new IOException($"The engine of {address.Text} did not tell its process, so it is not signalled. Try again in a moment.");
    }

    private async Task EndQueuedAsync(EngineHolder next, CancellationToken cancel)
    {
        if (next is { IsHere: true, Identity: { } identity })
            ProcessTable.TrySignal(identity, SignalOf("TERM"));
        while (EngineLock.FindQueued(directory) is { } still && still.Identity == next.Identity && !(context.Time.GetElapsedTime(began) >= Timeout))
            await Task.Delay(LookAgain, context.Time, cancel);
    }

    /// <summary>A second SIGINT would end the points: an engine that is ending already gets none.</summary>
    private void Signal(EngineHolder holder, int running)
    {
        if (Now)
            ProcessTable.TrySignal(holder.Identity!, SignalOf("TERM"));
        else if (!holder.IsStopping)
            ProcessTable.TrySignal(holder.Identity!, SignalOf("INT"));
        context.Say(Now || running == 0
            ? $"Process {holder.ProcessId} was asked to end."
            : $"Process {holder.ProcessId} starts nothing more, and ends when its {(running == 1 ? "running point has" : $"{running} running points have")} finished. To end {(running == 1 ? "it" : "them")}: muster engine stop --now");
    }

    private bool IsStill(EngineHolder holder) => EngineLock.FindHolder(directory) is { } now && (now.ProcessId is null || now.Identity == holder.Identity);

    private async Task<int> TellEndAsync(EngineHolder holder, CancellationToken cancel)
    {
        context.Say($"Process {holder.ProcessId} has ended.");
        var after = await EngineView.LookAsync(context, address, cancel);
        if (after.Holder is { } other)
            return Tell($"{(other.ProcessId is { } pid ? $"Process {pid}" : "Another process")} is the engine of {address.Text} now.");
        return after.Wanting == 0 ? ExitCode.Done
            : Tell($"{Human.Count(after.Wanting, "run")} {(after.Wanting == 1 ? "wants" : "want")} work still; {(after.Wanting == 1 ? "it goes" : "they go")} on with the next engine: muster engine start");
    }

    private int Tell(string text)
    {
        context.Say(text);
        return ExitCode.Done;
    }
}
