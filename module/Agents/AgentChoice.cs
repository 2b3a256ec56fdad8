using System.Management.Automation;
using Muster.Cli.Agents;

namespace Muster.PowerShell.Agents;

/// <summary>Which agents names mean.</summary>
internal static class AgentChoice
{
    /// <summary>Whether a name, in which wildcards may be, means an agent.</summary>
    public static bool Fits(string name, string agent) =>
        WildcardPattern.ContainsWildcardCharacters(name) ? WildcardPattern.Get(name, WildcardOptions.IgnoreCase).IsMatch(agent) : string.Equals(name, agent, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a name without wildcards means none.</summary>
    public static bool IsMissing(string name, IReadOnlyList<AgentView> all) => !WildcardPattern.ContainsWildcardCharacters(name) && !all.Any(agent => Fits(name, agent.File.Name));
}
