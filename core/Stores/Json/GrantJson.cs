using System.Text.Json;
using Muster.Grants;

namespace Muster.Stores;

internal static class GrantJson
{
    public static void Write(Utf8JsonWriter json, GrantBook book)
    {
        json.WriteStartObject();
        json.Text("run", book.Run.Value);
        json.Number("version", book.Version);
        json.Number("lock_epoch", book.LockEpoch);
        json.Number("run_version", book.RunVersion);
        json.Number("next_worker", book.NextWorker);
        json.List("grants", book.Grants, WriteGrant);
        json.Money("settled_usd", book.SettledUsd);
        json.Indexes("cancelled_points", book.CancelledPoints);
        json.WriteEndObject();
    }

    public static GrantBook Read(JsonElement json) => new()
    {
        Run = json.Id("run"),
        Version = json.Long("version"),
        LockEpoch = json.Long("lock_epoch"),
        RunVersion = json.LongOrNull("run_version") ?? 0,
        NextWorker = json.IntOrNull("next_worker") ?? 1,
        Grants = json.List("grants", ReadGrant),
        SettledUsd = json.Money("settled_usd"),
        CancelledPoints = json.IndexesOrNone("cancelled_points"),
    };

    private static void WriteGrant(Utf8JsonWriter json, Grant grant)
    {
        json.WriteStartObject();
        json.Text("worker", grant.Worker);
        json.Number("slots", grant.Slots);
        json.Number("slots_before", grant.SlotsBefore);
        json.Number("fewer_since", grant.FewerSince);
        json.Text("region", grant.Region);
        json.Name("mode", grant.Mode);
        json.Number("from_renewal", grant.FromRenewal);
        json.Span("from_age", grant.FromAge);
        json.Span("valid_for", grant.ValidFor);
        json.Money("usd_per_hour", grant.UsdPerHour);
        json.Money("reserved_usd", grant.ReservedUsd);
        json.WriteEndObject();
    }

    private static Grant ReadGrant(JsonElement json) => new()
    {
        Worker = json.Text("worker"),
        Slots = json.Int("slots"),
        SlotsBefore = json.IntOrNull("slots_before") ?? 0,
        FewerSince = json.LongOrNull("fewer_since") ?? 0,
        Region = json.Text("region"),
        Mode = (GrantMode)json.Name("mode", typeof(GrantMode)),
        FromRenewal = json.Long("from_renewal"),
        FromAge = json.Span("from_age"),
        ValidFor = json.Span("valid_for"),
        UsdPerHour = json.Money("usd_per_hour"),
        ReservedUsd = json.Money("reserved_usd"),
    };
}
