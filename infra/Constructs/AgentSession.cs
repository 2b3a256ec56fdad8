using Muster.Aws.Contracts;

namespace Muster.Infra.Constructs;

/// <summary>What an agent says of itself when it takes the hub's agent role; its rights follow from it.</summary>
internal static class AgentSession
{
    /// <summary>The session's tag: the run that it works for.</summary>
    public const string Tag = PlatformTags.Run;

    /// <summary>The run, in policies.</summary>
    public const string Run = $"${{aws:PrincipalTag/{Tag}}}";
}
