using System.CommandLine;
using Muster.Cli.Completion;
using Muster.Cli.Stores;
using Muster.Cli.Submitting;
using Muster.Local.Engine;
using Muster.Local.Store;
using Muster.Workers;

namespace Muster.Cli.Commands;

/// <summary><c>muster engine run</c>: what <c>submit --detach</c> leaves behind.</summary>
internal static class EngineCommand
{
    /// <summary>How long another engine is waited for: it may be about to end.</summary>
    private static readonly TimeSpan TakeOverWithin = TimeSpan.FromSeconds(3);

    /// <summary>How long an engine without work stays, so that submissions one after the other find it alive.</summary>
    private static readonly TimeSpan Lingers = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);

    public static Command Build(CommandContext context)
    {
        var without = new Option<string?>(EngineCommandLine.Without) { Description = "Leave this run alone, by its id", HelpName = "RUN" }.WithRuns();
        var run = new ExplainedCommand("run", "Be the store's engine until nothing wants work.") { without };
        run.Examples = ["muster engine run", "muster engine run --store /data/muster"];
        run.SetAction((parsed, _) => RunAsync(
            context,
            CommonOptions.AddressOf(parsed, context),
            LocalEngineOptions.Of(context) with { Without = parsed.GetValue(without) is { } id ? new(id) : null }));
        return new ExplainedCommand("engine", "Be the engine of a store.") { run };
    }

    private static async Task<int> RunAsync(CommandContext context, StoreAddress address, EngineOptions options)
    {
        using var store = OpenStores.OrMake(address, context.Environment);
        var began = context.Time.GetTimestamp();
        EngineSession? session;
        while ((session = await EngineSession.TryBeginAsync(address.Directory, store.Ports.Store, store.Ports.Blobs, store.Home, options with { Pace = store.Pace })) is null)
        {
            if (context.Time.GetElapsedTime(began) > TakeOverWithin)
            {
                context.Error.WriteLine($"Process {EngineLock.FindHolder(address.Directory)?.ProcessId} is the engine of {address.Text} already.");
                return ExitCode.Done;
            }

            await Task.Delay(LookAgain, context.Time);
        }

        await using (session)
        {
            using var interrupts = new Interrupts(interrupt => session.Engine.Stop(interrupt == Interrupt.First ? WorkerStop.Drain : WorkerStop.Now));
            await WorkAsync(session.Engine, context.Time);
        }

        return ExitCode.Done;
    }

    private static async Task WorkAsync(Engine engine, TimeProvider time)
    {
        while (true)
        {
            await engine.IdleAsync(CancellationToken.None);
            var idleSince = time.GetTimestamp();
            while (engine.Stopping == WorkerStop.No && !engine.HasWork && time.GetElapsedTime(idleSince) < Lingers)
                await Task.Delay(LookAgain, time);
            if (!engine.HasWork || engine.Stopping != WorkerStop.No)
                return;
        }
    }
}
