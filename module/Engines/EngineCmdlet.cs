using System.Management.Automation;
using Muster.Cli;
using Muster.Cli.Engines;
using Muster.Cli.Stores;
using Muster.PowerShell.Pipeline;
using Muster.PowerShell.Views;
using Muster.PowerShell.World;

namespace Muster.PowerShell.Engines;

/// <summary>The base of cmdlets that start or stop the engine of a store on this machine, and give it as it is afterwards.</summary>
public abstract class EngineCmdlet : StoreCmdlet
{
    internal sealed override async Task EndAsync(ICmdletSink sink, CancellationToken cancel)
    {
        var address = await AddressAsync(sink);
        var said = "";
        using var world = ModuleWorld.Of(text => sink.Tell(said = CmdletWords.Of(text)), cancel);
        var seen = await EngineView.LookAsync(world, address, cancel);
        if (!await sink.MayAsync(address.Text, TextOf(seen)))
            return;
        var code = await RunAsync(world, address, cancel);
        if (code == ExitCode.TimedOut)
            sink.Fail(ToldErrors.TimedOut(said, address.Text));
        else if (code != ExitCode.Done)
            sink.Fail(ToldErrors.EngineFailed(said, address.Text));
        sink.Write(new MusterEngine(await EngineView.LookAsync(world, address, cancel), address.Text));
    }

    /// <summary>What would be done, in numbers.</summary>
    internal abstract string TextOf(EngineView seen);

    /// <summary>Does it.</summary>
    /// <returns>The exit code of the command that does the same.</returns>
    internal abstract Task<int> RunAsync(CommandContext world, StoreAddress address, CancellationToken cancel);
}
