using Muster.Aws.Contracts;
using Muster.Infra.Constructs;
using Muster.Infra.Settings;

namespace Muster.Infra.Stacks;

/// <summary>The roles of instances that may become agents.</summary>
internal static class InstanceRoles
{
    /// <summary>Their ARNs, of all spokes, each once.</summary>
    public static IReadOnlyList<string> Of(PlatformSettings settings) => [.. settings.Spokes.SelectMany(spoke => Of(settings, spoke)).Distinct()];

    /// <summary>Those of one spoke: its own, and the ones that profiles name.</summary>
    public static IReadOnlyList<string> Of(PlatformSettings settings, SpokeSettings spoke)
    {
        var (arns, own) = (new Arns(spoke.Account, spoke.Region), new PlatformNames(settings.Hub.Deployment).InstanceRole(spoke.Region));
        return [.. settings.Profiles.Select(profile => arns.Role(profile.IamRole ?? own)).Distinct()];
    }
}
