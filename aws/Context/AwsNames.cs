using Amazon;
using Amazon.Runtime.CredentialManagement;

namespace Muster.Aws.Context;

/// <summary>Names that AWS's own tools know, too.</summary>
public static class AwsNames
{
    /// <summary>The profiles of the shared AWS configuration, by name.</summary>
    public static IReadOnlyList<string> Profiles() => [.. new CredentialProfileStoreChain().ListProfiles().Select(profile => profile.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The regions that the SDK knows by their ids, such as <c>eu-west-1</c>, with their names for people.</summary>
    public static IReadOnlyList<(string Id, string Name)> Regions() =>
        [.. RegionEndpoint.EnumerableAllRegions.Select(region => (region.SystemName, region.DisplayName)).OrderBy(region => region.SystemName, StringComparer.Ordinal)];
}
