using System.Management.Automation;
using Muster.Cli;
using Muster.Cli.Engines;
using Muster.Cli.Rendering;
using Muster.Cli.Stores;
using Muster.PowerShell.Pipeline;
using Muster.PowerShell.Views;

namespace Muster.PowerShell.Engines;

/// <summary><c>Stop-MusterEngine</c>: stops the engine of a store on this machine: it starts nothing more, lets running points finish, and ends. Runs that are left go on with the next engine.</summary>
[Cmdlet(VerbsLifecycle.Stop, "MusterEngine", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(MusterEngine))]
public sealed class StopMusterEngine : EngineCmdlet
{
    /// <summary>Ends the running points, in place of letting them finish. They run again, and are not charged an attempt.</summary>
    [Parameter]
    public SwitchParameter Now { get; set; }

    /// <summary>Waits at most so long, such as <c>90s</c> or <c>2h</c>, or in seconds, for its end; it goes on ending. Left out: as long as it takes.</summary>
    [Parameter]
    [TimeArgument]
    public TimeSpan? Timeout { get; set; }

    /// <summary>Stops it also where it is a command that somebody watches.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    internal override string TextOf(EngineView seen) => seen.Holder is null
        ? "Stop the engine, of which none is alive"
        : $"Stop the engine, process {seen.Holder.ProcessId}; {Human.Count(seen.Running, "running point")} {(Now ? seen.Running == 1 ? "is ended" : "are ended" : seen.Running == 1 ? "runs to its end" : "run to their end")}";

    internal override Task<int> RunAsync(CommandContext world, StoreAddress address, CancellationToken cancel) =>
        new EngineStop(world, address) { Now = Now, Timeout = Timeout, Force = Force }.RunAsync(cancel);
}
