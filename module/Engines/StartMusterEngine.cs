using System.Management.Automation;
using Muster.Cli;
using Muster.Cli.Engines;
using Muster.Cli.Rendering;
using Muster.Cli.Stores;
using Muster.PowerShell.Views;

namespace Muster.PowerShell.Engines;

/// <summary><c>Start-MusterEngine</c>: starts an engine of a store in the background, which runs its points on this machine and stays until it is stopped. It outlives this session.</summary>
[Cmdlet(VerbsLifecycle.Start, "MusterEngine", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(MusterEngine))]
public sealed class StartMusterEngine : EngineCmdlet
{
    internal override string TextOf(EngineView seen) =>
        $"Start an engine that stays; {Human.Count(seen.Wanting, "run")} {(seen.Wanting == 1 ? "wants" : "want")} work{(seen.Holder is { ProcessId: { } id } ? $", and process {id} is the engine now" : "")}";

    internal override Task<int> RunAsync(CommandContext world, StoreAddress address, CancellationToken cancel) => new EngineStart(world, address).RunAsync(cancel);
}
