using System.Text.Json;
using Muster.Fleet;

namespace Muster.Stores;

internal static class SpokeJson
{
    public static void Write(Utf8JsonWriter json, SpokeRecord spoke)
    {
        json.WriteStartObject();
        json.WriteStartObject("key");
        json.Text("account", spoke.Key.Account);
        json.Text("region", spoke.Key.Region);
        json.WriteEndObject();
        json.Number("version", spoke.Version);
        json.List("subnets", spoke.Subnets, WriteSubnet);
        json.List("profiles", spoke.Profiles, WriteProfile);
        json.Object("governor", spoke.Governor, WriteGovernor);
        json.List("failures", spoke.Failures, WriteFailure);
        json.Text("catalogue_uri", spoke.CatalogueUri);
        json.Time("catalogue_at", spoke.CatalogueAt);
        json.Object("listing", spoke.Listing, WriteListing);
        json.Time("listed_at", spoke.ListedAt);
        json.Text("check_answered", spoke.CheckAnswered);
        json.Time("check_answered_at", spoke.CheckAnsweredAt);
        json.List("quotas", spoke.Quotas, WriteQuota);
        json.WriteEndObject();
    }

    public static SpokeRecord Read(JsonElement json) => new()
    {
        Key = json.Member("key") is var key ? new(key.Text("account"), key.Text("region")) : default,
        Version = json.Long("version"),
        Subnets = json.List("subnets", ReadSubnet),
        Profiles = json.List("profiles", ReadProfile),
        Governor = json.Member("governor") is var governor ? new(governor.RealOrNull("tokens"), governor.Time("at"), governor.RealOrNull("per_second")) : GovernorState.Full,
        Failures = json.List("failures", ReadFailure),
        CatalogueUri = json.TextOrNull("catalogue_uri"),
        CatalogueAt = json.TimeOrNull("catalogue_at"),
        Listing = json.Find("listing") is { } listing ? ReadListing(listing) : null,
        ListedAt = json.TimeOrNull("listed_at"),
        CheckAnswered = json.TextOrNull("check_answered"),
        CheckAnsweredAt = json.TimeOrNull("check_answered_at"),
        Quotas = json.ListOrNone("quotas", ReadQuota),
    };

    private static void WriteSubnet(Utf8JsonWriter json, Subnet subnet)
    {
        json.WriteStartObject();
        json.Text("id", subnet.Id);
        json.Text("zone", subnet.Zone);
        json.WriteEndObject();
    }

    private static Subnet ReadSubnet(JsonElement json) => new(json.Text("id"), json.Text("zone"));

    private static void WriteProfile(Utf8JsonWriter json, LaunchProfile profile)
    {
        json.WriteStartObject();
        json.Text("name", profile.Name);
        json.Text("architecture", profile.Architecture);
        json.Text("ami", profile.Ami);
        json.Text("iam_role", profile.IamRole);
        json.Text("key_pair", profile.KeyPair);
        json.Flag("hibernates", profile.Hibernates);
        json.WriteEndObject();
    }

    private static LaunchProfile ReadProfile(JsonElement json) =>
        new(json.Text("name"), json.Text("architecture"), json.TextOrNull("ami"), json.TextOrNull("iam_role"), json.TextOrNull("key_pair"), json.Member("hibernates").GetBoolean());

    private static void WriteGovernor(Utf8JsonWriter json, GovernorState governor)
    {
        json.WriteStartObject();
        json.Real("tokens", governor.Tokens);
        json.Time("at", governor.At);
        json.Real("per_second", governor.PerSecond);
        json.WriteEndObject();
    }

    private static void WriteFailure(Utf8JsonWriter json, CapacityFailure failure)
    {
        json.WriteStartObject();
        json.Text("instance_type", failure.InstanceType);
        json.Text("zone", failure.Zone);
        json.Flag("spot", failure.Spot);
        json.Text("code", failure.Code);
        json.Time("until", failure.Until);
        json.WriteEndObject();
    }

    private static CapacityFailure ReadFailure(JsonElement json) =>
        new(json.Text("instance_type"), json.TextOrNull("zone"), json.Member("spot").GetBoolean(), json.Text("code"), json.Time("until"));

    private static void WriteQuota(Utf8JsonWriter json, SpokeQuota quota)
    {
        json.WriteStartObject();
        json.Text("code", quota.Code);
        json.Text("name", quota.Name);
        json.Real("value", quota.Value);
        json.WriteEndObject();
    }

    private static SpokeQuota ReadQuota(JsonElement json) => new(json.Text("code"), json.Text("name"), json.Member("value").GetDouble());

    private static void WriteListing(Utf8JsonWriter json, SpokeListing listing)
    {
        json.WriteStartObject();
        json.Text("id", listing.Id);
        json.Time("begun_at", listing.BegunAt);
        json.Indexes("pages", listing.Pages);
        json.Number("last_page", listing.LastPage);
        json.WriteEndObject();
    }

    private static SpokeListing ReadListing(JsonElement json) =>
        new(json.Text("id"), json.Time("begun_at"), JsonMembers.Indexes(json.Member("pages")), json.IntOrNull("last_page"));
}
