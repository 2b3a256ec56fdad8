using System.Text.Json;
using Muster.Fleet;

namespace Muster.Stores;

internal static class IntentJson
{
    public static void Write(Utf8JsonWriter json, LaunchIntent intent)
    {
        json.WriteStartObject();
        json.WriteStartObject("key");
        json.Text("run", intent.Key.Run.Value);
        json.Text("token", intent.Key.Token);
        json.WriteEndObject();
        json.Number("version", intent.Version);
        json.Name("state", intent.State);
        json.Number("lock_epoch", intent.LockEpoch);
        json.Number("round", intent.Round);
        json.Number("slots", intent.Slots);
        json.Text("region", intent.Region);
        json.Text("account", intent.Account);
        json.Text("fleet", intent.Fleet);
        json.Time("not_after", intent.NotAfter);
        json.Number("sends", intent.Sends);
        json.Text("instance", intent.Instance);
        json.Text("reason", intent.Reason);
        json.Flag("halts", intent.Halts);
        json.WriteEndObject();
    }

    public static LaunchIntent Read(JsonElement json) => new()
    {
        Key = json.Member("key") is var key ? new(key.Id("run"), key.Text("token")) : default,
        Version = json.Long("version"),
        State = (IntentState)json.Name("state", typeof(IntentState)),
        LockEpoch = json.Long("lock_epoch"),
        Round = json.Int("round"),
        Slots = json.Int("slots"),
        Region = json.Text("region"),
        Account = json.TextOrNull("account"),
        Fleet = json.TextOrNull("fleet"),
        NotAfter = json.Time("not_after"),
        Sends = json.Int("sends"),
        Instance = json.TextOrNull("instance"),
        Reason = json.TextOrNull("reason"),
        Halts = json.FlagOrNull("halts") ?? false,
    };
}
