using Muster.Cli.Stores;
using Muster.Cli.Submitting;
using Muster.Local.Engine;
using Muster.Local.Store;
using Muster.Workers;

namespace Muster.Cli.Engines;

/// <summary><c>muster engine run</c>: what <c>submit --detach</c> and <c>engine start</c> leave behind.</summary>
/// <param name="context">The command's world.</param>
/// <param name="address">The store.</param>
/// <param name="options">How the engine works.</param>
internal sealed class EngineRun(CommandContext context, StoreAddress address, EngineOptions options)
{
    /// <summary>How long another engine is waited for: it may be about to end.</summary>
    private static readonly TimeSpan TakeOverWithin = TimeSpan.FromSeconds(3);

    /// <summary>How long an engine without work stays, so that submissions one after the other find it alive.</summary>
    private static readonly TimeSpan Lingers = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);

    private readonly TaskCompletionSource stop = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private EngineSession? session;

    private bool Stays => options.Role == EngineRole.Staying;

    /// <summary>Is the engine to the end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync()
    {
        using var interrupts = new Interrupts(Heard);
        using var store = OpenStores.OrMake(address, context.Environment);
        if (await BecomeAsync(store) is not { } mine)
            return ExitCode.Done;
        await using (mine)
        {
            session = mine;
            if (stop.Task.IsCompleted)
                mine.Stop(WorkerStop.Now); // heard just before
            await WorkAsync(mine.Engine);
        }

        return mine.Engine.StoreGone.IsCompletedSuccessfully ? throw await mine.Engine.StoreGone : ExitCode.Done;
    }

    private void Heard(Interrupt interrupt)
    {
        stop.TrySetResult();
        session?.Stop(interrupt == Interrupt.First ? WorkerStop.Drain : WorkerStop.Now);
    }

    /// <summary>Becomes the engine. One that stays waits for as long as another is it; one such waits at a time.</summary>
    private async Task<EngineSession?> BecomeAsync(StoreContext store)
    {
        var began = context.Time.GetTimestamp();
        EngineLock? queued = null;
        try
        {
            while (!stop.Task.IsCompleted)
            {
                if (await EngineSession.TryBeginAsync(address.Directory, store.Ports.Store, store.Ports.Blobs, store.Home, options with { Pace = store.Pace }) is { } begun)
                    return begun;
                if (Stays && queued is null && (queued = EngineLock.TryQueue(address.Directory, EngineHolder.OfThisProcess(context.Time.GetUtcNow(), options.Role))) is null)
                {
                    context.Error.WriteLine($"Process {EngineLock.FindQueued(address.Directory)?.ProcessId} waits already to follow the engine of {address.Text}.");
                    return null;
                }

                if (!Stays && context.Time.GetElapsedTime(began) > TakeOverWithin)
                {
                    context.Error.WriteLine($"Process {EngineLock.FindHolder(address.Directory)?.ProcessId} is the engine of {address.Text} already.");
                    return null;
                }

                await Task.WhenAny(Task.Delay(LookAgain, context.Time), stop.Task);
            }

            return null;
        }
        finally
        {
            queued?.Dispose();
        }
    }

    private async Task WorkAsync(Engine engine)
    {
        if (Stays)
            await Task.WhenAny(stop.Task, engine.StoreGone);
        while (true)
        {
            await engine.IdleAsync(CancellationToken.None);
            var idleSince = context.Time.GetTimestamp();
            while (engine.Stopping == WorkerStop.No && !engine.HasWork && context.Time.GetElapsedTime(idleSince) < Lingers)
                await Task.Delay(LookAgain, context.Time);
            if (!engine.HasWork || engine.Stopping != WorkerStop.No)
                return;
        }
    }
}
