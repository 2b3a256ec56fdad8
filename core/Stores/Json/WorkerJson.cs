using System.Text.Json;
using Muster.Coordination;
using Muster.Workers;

namespace Muster.Stores;

internal static class WorkerJson
{
    public static void Write(Utf8JsonWriter json, WorkerRecord worker)
    {
        json.WriteStartObject();
        json.WriteStartObject("key");
        json.Text("run", worker.Key.Run.Value);
        json.Text("worker", worker.Key.Worker);
        json.WriteEndObject();
        json.Number("version", worker.Version);
        json.Name("phase", worker.Phase);
        json.Number("renewals", worker.Renewals);
        json.Span("lease", worker.Lease);
        json.Text("instance", worker.Instance);
        json.Text("region", worker.Region);
        json.Number("round", worker.Round);
        json.Number("slots", worker.Slots);
        json.Number("running", worker.Running);
        json.Span("age", worker.Age);
        json.Number("grant_version", worker.GrantVersion);
        json.Text("problem", worker.Problem);
        json.Object("slot_wait", worker.SlotWait, ReasonJson.Write);
        json.WriteEndObject();
    }

    public static WorkerRecord Read(JsonElement json) => new()
    {
        Key = json.Member("key") is var key ? new(key.Id("run"), key.Text("worker")) : default,
        Version = json.Long("version"),
        Phase = (WorkerPhase)json.Name("phase", typeof(WorkerPhase)),
        Renewals = json.Long("renewals"),
        Lease = json.Span("lease"),
        Instance = json.Text("instance"),
        Region = json.Text("region"),
        Round = json.Int("round"),
        Slots = json.Int("slots"),
        Running = json.Int("running"),
        Age = json.Span("age"),
        GrantVersion = json.LongOrNull("grant_version") ?? 0,
        Problem = json.TextOrNull("problem"),
        SlotWait = json.Find("slot_wait") is { } wait ? ReasonJson.Read(wait) : ReadTaken(json),
    };

    /// <summary>Workers of earlier versions name only who has the slots.</summary>
    private static WaitReason? ReadTaken(JsonElement json) =>
        json.TextOrNull("slots_taken_by") is { } holder ? new(WaitCause.Priority, $"The slots of this machine are taken by {holder}.") : null;
}
