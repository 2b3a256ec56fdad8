using Muster.Aws.Contracts;
using Muster.Infra.Constructs;
using Muster.Infra.Settings;

namespace Muster.Infra.Stacks;

/// <summary>The roles of instances that may become agents.</summary>
internal static class InstanceRoles
{
    /// <summary>Patterns of their ARNs, for all spokes: one for an account's own, whatever the region. A role's trust has room for 2,048 characters (IAM quotas, 2026-11).</summary>
    public static IReadOnlyList<string> Patterns(PlatformSettings settings) =>
    [
        .. from account in settings.Spokes.Select(spoke => spoke.Account).Distinct()
           from profile in settings.Profiles
           select new Arns(account, "").Role(profile.IamRole ?? new PlatformNames(settings.Hub.Deployment).InstanceRole("*")) into pattern
           group pattern by pattern into same
           select same.Key,
    ];

    /// <summary>Those of one spoke: its own, and the ones that profiles name.</summary>
    public static IReadOnlyList<string> Of(PlatformSettings settings, SpokeSettings spoke)
    {
        var (arns, own) = (new Arns(spoke.Account, spoke.Region), new PlatformNames(settings.Hub.Deployment).InstanceRole(spoke.Region));
        return [.. settings.Profiles.Select(profile => arns.Role(profile.IamRole ?? own)).Distinct()];
    }
}
