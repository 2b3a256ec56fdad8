using Muster.Cli.Stores;
using Muster.Cli.Submitting;
using Muster.Local.Store;

namespace Muster.Cli.Engines;

/// <summary><c>muster engine start</c>.</summary>
/// <param name="context">The command's world.</param>
/// <param name="address">The store.</param>
internal sealed class EngineStart(CommandContext context, StoreAddress address)
{
    /// <summary>Makes sure that an engine is alive, or waits to follow the one that is, which stays.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        LocalEngineOptions.Of(context); // what the engine would refuse is told here
        address.Directory.Create();
        if (EngineLock.FindHolder(address.Directory) is { Role: EngineRole.Staying, IsStopping: false } already)
            return Tell($"{Start(already)} is the engine of {address.Text} already, and stays until it is stopped.");
        if (EngineLock.FindQueued(address.Directory) is not null)
            return TellQueued();
        if (await DetachedEngine.StartStayingAsync(address, context.Time, cancel) is { } problem)
        {
            context.Say($"No engine could be started. {problem}");
            return ExitCode.CouldNotTell;
        }

        return EngineLock.FindHolder(address.Directory) is { Role: EngineRole.Staying } holder
            ? Tell($"{Start(holder)} is the engine of {address.Text} now; it stays until it is stopped: muster engine stop")
            : TellQueued();
    }

    private int TellQueued()
    {
        var (holder, next) = (EngineLock.FindHolder(address.Directory), EngineLock.FindQueued(address.Directory));
        return Tell(holder is null || next is null
            ? $"An engine of {address.Text} is starting."
            : $"{Start(next)} waits to follow {EngineView.Name(holder)}, which is the engine of {address.Text} until {(holder.Role == EngineRole.Watched ? "the run that it watches has ended" : "it has ended")}.");
    }

    private int Tell(string text)
    {
        context.Say(text);
        return ExitCode.Done;
    }

    private static string Start(EngineHolder holder) => holder.ProcessId is { } pid ? $"Process {pid}" : "A process";
}
