using System.Management.Automation;
using Muster.Cli.Agents;
using Muster.Cli.Rendering;
using Muster.PowerShell.Pipeline;
using Muster.PowerShell.Views;
using Muster.PowerShell.World;

namespace Muster.PowerShell.Agents;

/// <summary><c>Stop-MusterAgent</c>: stops agents of a store on this machine: they start nothing more, let running points finish, and end. Gives each as it was.</summary>
[Cmdlet(VerbsLifecycle.Stop, "MusterAgent", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(MusterAgent))]
public sealed class StopMusterAgent : StoreCmdlet
{
    /// <summary>Names; wildcards are allowed. Left out: all that are alive.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>Ends the running points, in place of letting them finish. They run again, and are not charged an attempt.</summary>
    [Parameter]
    public SwitchParameter Now { get; set; }

    /// <summary>Waits at most so long, such as <c>90s</c> or <c>2h</c>, or in seconds, for the end of each; it goes on ending. Left out: as long as it takes.</summary>
    [Parameter]
    [TimeArgument]
    public TimeSpan? Timeout { get; set; }

    internal override async Task ProcessAsync(ICmdletSink sink, CancellationToken cancel)
    {
        var address = await AddressAsync(sink);
        using var world = ModuleWorld.Of(sink.Tell, cancel);
        var all = await AgentView.LookAsync(world, address, cancel);
        foreach (var agent in all.Where(agent => agent.File.IsAlive && (Name.Length == 0 || Name.Any(name => AgentChoice.Fits(name, agent.File.Name)))))
        {
            await EachAsync(sink, agent.File.Name, async () =>
            {
                if (!await sink.MayAsync($"agent {agent.File.Name}", $"Stop process {agent.File.ProcessId}; {Human.Count(agent.Running, "running point")} {(Now ? "ended" : "finished first")}"))
                    return;
                if (!await new AgentStop(address, TimeProvider.System) { Now = Now, Timeout = Timeout }.RunAsync(agent.File, cancel))
                    sink.Fail(ToldErrors.TimedOut($"Time is up: the agent {agent.File.Name}, process {agent.File.ProcessId}, is still ending.{(Now ? "" : " To end its running points: Stop-MusterAgent -Now")}", agent.File.Name));
                sink.Write(new MusterAgent(agent, address.Text));
            });
        }

        foreach (var missing in Name.Where(name => AgentChoice.IsMissing(name, all)))
            sink.Fail(ToldErrors.NoAgent(missing, address.Text));
    }
}
