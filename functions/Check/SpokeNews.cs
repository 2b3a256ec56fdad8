using Muster.Fleet;
using Muster.Functions.Events;
using Muster.Functions.Input;
using Muster.Functions.Stores;

namespace Muster.Functions.Check;

/// <summary>What a spoke tells of itself.</summary>
internal static class SpokeNews
{
    /// <summary>Its subnets and launch profiles, as it has been deployed.</summary>
    public static async Task TakeSelfAsync(Platform platform, PlatformEvent told, CancellationToken cancel)
    {
        var items = told.Detail.Objects("items");
        if (items is not [var self])
            throw new InputException($"{told.Kind}: the field 'items' has {items.Count} items; of the kind spoke it has to have one.");
        var (subnets, profiles) = (self.Objects("subnets").Select(ReadSubnet).ToList(), self.Objects("profiles").Select(ReadProfile).ToList());
        await platform.ChangeSpokeAsync(
            told.Spoke,
            spoke => spoke.Version > 0 && spoke.Subnets.SequenceEqual(subnets) && spoke.Profiles.SequenceEqual(profiles) ? null : spoke with { Subnets = subnets, Profiles = profiles },
            cancel);
    }

    /// <summary>That it is there.</summary>
    public static async Task TakeAnswerAsync(Platform platform, PlatformEvent told, CancellationToken cancel)
    {
        var check = told.Detail.Text("check");
        var quotas = told.Detail.Objects("quotas").Select(ReadQuota).ToList();
        await platform.ChangeSpokeAsync(
            told.Spoke,
            spoke => spoke.CheckAnsweredAt > told.At && spoke.CheckAnswered != check || spoke.CheckAnswered == check
                ? null
                : spoke with { CheckAnswered = check, CheckAnsweredAt = platform.Now, Quotas = quotas },
            cancel);
    }

    private static Subnet ReadSubnet(Fields subnet) => new(subnet.Text("id"), subnet.Text("zone"));

    private static LaunchProfile ReadProfile(Fields profile) => new(
        profile.Text("name"), profile.Text("architecture"), profile.TextOrNull("ami"), profile.TextOrNull("iamRole"), profile.TextOrNull("keyPair"), profile.Flag("hibernates"));

    private static SpokeQuota ReadQuota(Fields quota) => new(
        quota.Text("code"), quota.Text("name"),
        quota.Find("value") is { ValueKind: System.Text.Json.JsonValueKind.Number } value ? value.GetDouble() : throw new InputException($"{quota.What}: the field 'value' is missing or no number."));
}
