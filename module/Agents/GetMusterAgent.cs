using System.Management.Automation;
using Muster.Cli.Agents;
using Muster.PowerShell.Pipeline;
using Muster.PowerShell.Views;
using Muster.PowerShell.World;

namespace Muster.PowerShell.Agents;

/// <summary><c>Get-MusterAgent</c>: the agents of a store on this machine, and how they are; those that were killed, too.</summary>
[Cmdlet(VerbsCommon.Get, "MusterAgent")]
[OutputType(typeof(MusterAgent))]
public sealed class GetMusterAgent : StoreCmdlet
{
    /// <summary>Names; wildcards are allowed. Left out: all.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    internal override async Task EndAsync(ICmdletSink sink, CancellationToken cancel)
    {
        var address = await AddressAsync(sink);
        using var world = ModuleWorld.Of(sink.Tell, cancel);
        var all = await AgentView.LookAsync(world, address, cancel);
        foreach (var agent in all.Where(agent => Name.Length == 0 || Name.Any(name => AgentChoice.Fits(name, agent.File.Name))))
            sink.Write(new MusterAgent(agent, address.Text));
        foreach (var missing in Name.Where(name => AgentChoice.IsMissing(name, all)))
            sink.Fail(ToldErrors.NoAgent(missing, address.Text));
    }
}
