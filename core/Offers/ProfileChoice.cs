using Muster.Fleet;

namespace Muster.Offers;

/// <summary>Which of a spoke's launch profiles a run's instances are launched with.</summary>
internal static class ProfileChoice
{
    /// <summary>The profile; null: none does. One that hibernates serves others only where there is no other, and never spot, which EC2 refuses.</summary>
    public static LaunchProfile? For(FleetWish wish, SpokeRecord spoke, OfferPolicy policy) => spoke.Profiles
        .Where(profile => policy.Architectures.Contains(profile.Architecture) && wish.Placements.All(placement =>
            placement.Ami == profile.Ami && IsNamed(placement.IamRole, profile.IamRole) && placement.KeyPair == profile.KeyPair))
        .Where(profile => profile.Hibernates ? !wish.Spot : !wish.Hibernates)
        .OrderBy(profile => profile.Hibernates != wish.Hibernates).ThenBy(profile => profile.Name, StringComparer.Ordinal)
        .FirstOrDefault();

    /// <summary>Why none does, for people.</summary>
    public static string Problem(FleetWish wish, SpokeRecord spoke)
    {
        if (wish is { Spot: true, Hibernates: true })
            return $"{spoke.Key} launches no spot instances that hibernate, because EC2 refuses them in fleets. Leave out 'spot', or choose another 'on_complete'.";
        var wants = string.Join(", ", wish.Placements.SelectMany(placement => new[]
        {
            placement.Ami is { } ami ? $"ami {ami}" : null,
            placement.IamRole is { } role ? $"iam_role {role}" : null,
            placement.KeyPair is { } key ? $"key_pair {key}" : null,
        }).OfType<string>().Distinct().Concat(wish.Hibernates ? ["hibernation"] : []));
        return $"{spoke.Key} has no launch profile with {(wants.Length == 0 ? "the platform's own image" : wants)}; it has {Listed(spoke)}. Deploy one, or leave out what it lacks.";
    }

    private static string Listed(SpokeRecord spoke) => spoke.Profiles.Count == 0 ? "none" : string.Join(", ", spoke.Profiles.Select(profile => profile.Name).Order(StringComparer.Ordinal));

    /// <summary>A role may be written as its name or as its ARN.</summary>
    private static bool IsNamed(string? wanted, string? role) =>
        wanted is null || role is null ? wanted == role : wanted == role || NameOf(wanted) == NameOf(role) && !(IsArn(wanted) && IsArn(role));

    private static string NameOf(string role) => role[(role.LastIndexOf('/') + 1)..];

    private static bool IsArn(string role) => role.StartsWith("arn:", StringComparison.Ordinal);
}
