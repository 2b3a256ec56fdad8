using Muster.Cli.Processes;
using Muster.Cli.Stores;
using Muster.Local.Engine;

namespace Muster.Cli.Agents;

/// <summary>Starts an agent that is left behind without a terminal.</summary>
/// <param name="address">The store that it serves.</param>
/// <param name="time">The clocks.</param>
internal sealed class AgentStart(StoreAddress address, TimeProvider time)
{
    /// <summary>Starts it, and waits until it serves.</summary>
    /// <param name="options">Options of <c>muster agent</c>, but for the store's.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>What it says of itself, or why it could not be started.</returns>
    public async Task<(AgentFile? Agent, string? Problem)> RunAsync(IReadOnlyList<string> options, CancellationToken cancel)
    {
        address.Directory.Create();
        var known = Alive().Select(agent => agent.Name).ToHashSet(StringComparer.Ordinal);
        var log = Path.Join(address.Directory.Root, "agent.log");
        AgentFile? started = null;
        var problem = await new DetachedProcess("agent", log, time).StartAsync(
            address, ["agent", .. options], id => (started = Alive().FirstOrDefault(agent => agent.ProcessId == id && !known.Contains(agent.Name))) is not null, cancel);
        return (started, problem);
    }

    private IEnumerable<AgentFile> Alive() => AgentFile.List(address.Directory).Where(agent => agent.IsAlive);
}
