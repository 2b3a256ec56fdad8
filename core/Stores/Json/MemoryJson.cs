using System.Text.Json;
using Muster.Chunks;
using Muster.Coordination;
using Muster.Runs;

namespace Muster.Stores;

/// <summary>A coordinator's memory; it travels with every tick, so times are milliseconds and names are short.</summary>
internal static class MemoryJson
{
    public static void Write(Utf8JsonWriter json, CoordinatorMemory memory)
    {
        json.WriteStartObject();
        json.Number("epoch", memory.TriedEpoch);
        json.Number("renew", Milliseconds(memory.RenewAt));
        json.Number("launch", Milliseconds(memory.LaunchFrom));
        json.Number("moved", Milliseconds(memory.MovedUntil));
        json.Object("refused", memory.Refused, ReasonJson.Write);
        json.WriteStartObject("seen");
        foreach (var (holder, seen) in memory.Sightings)
        {
            json.WriteStartArray(holder);
            json.WriteNumberValue(seen.Renewals);
            json.WriteNumberValue(Milliseconds(seen.At));
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteStartArray("forgotten");
        foreach (var (chunk, since) in memory.ForgottenSince)
        {
            json.WriteStartArray();
            json.WriteStringValue(chunk.Run.Value);
            json.WriteNumberValue(chunk.Round);
            json.WriteNumberValue(chunk.Pool);
            json.WriteNumberValue(chunk.Number);
            json.WriteNumberValue(Milliseconds(since));
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static CoordinatorMemory Read(JsonElement json) => new()
    {
        TriedEpoch = json.Long("epoch"),
        RenewAt = Span(json.Member("renew")),
        LaunchFrom = Span(json.Member("launch")),
        MovedUntil = Span(json.Member("moved")),
        Refused = json.Find("refused") is { } refused ? ReasonJson.Read(refused) : null,
        Sightings = json.Member("seen").EnumerateObject().ToDictionary(seen => seen.Name, seen => new Sighting(seen.Value[0].GetInt64(), Span(seen.Value[1])), StringComparer.Ordinal),
        ForgottenSince = json.Member("forgotten").EnumerateArray().ToDictionary(
            chunk => new ChunkKey(new RunId(chunk[0].GetString()!), chunk[1].GetInt32(), chunk[2].GetInt32(), chunk[3].GetInt64()), chunk => Span(chunk[4])),
    };

    private static long Milliseconds(TimeSpan span) => (long)span.TotalMilliseconds;

    private static TimeSpan Span(JsonElement milliseconds) => TimeSpan.FromMilliseconds(milliseconds.GetInt64());
}
