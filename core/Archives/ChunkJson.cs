using System.Text.Json;
using Muster.Chunks;
using Muster.Points;
using Muster.Stores;

namespace Muster.Archives;

/// <summary>Chunks as JSON, a line each. What the store itself counts, the version, is no part of it.</summary>
internal static class ChunkJson
{
    public static void Write(Utf8JsonWriter json, ChunkRecord chunk)
    {
        json.WriteStartObject();
        json.Number("number", chunk.Key.Number);
        json.Number("epoch", chunk.Epoch);
        json.Text("owner", chunk.Owner);
        json.Number("losses", chunk.Losses);
        json.List("points", chunk.Entries, Write);
        json.WriteEndObject();
    }

    public static ChunkRecord Read(JsonElement json, PoolKey pool) => new()
    {
        Key = pool.Chunk(json.Long("number")),
        Version = 1,
        Epoch = json.Long("epoch"),
        Owner = json.TextOrNull("owner"),
        Losses = json.Int("losses"),
        Entries = json.List("points", ReadEntry),
    };

    private static void Write(Utf8JsonWriter json, PointEntry entry)
    {
        json.WriteStartObject();
        json.Name("state", entry.State);
        json.Time("not_before", entry.NotBefore);
        json.List("attempts", entry.Attempts, AttemptJson.Write);
        json.Text("graph", entry.Graph);
        json.WriteEndObject();
    }

    private static PointEntry ReadEntry(JsonElement json) => new()
    {
        State = (PointState)json.Name("state", typeof(PointState)),
        NotBefore = json.TimeOrNull("not_before"),
        Attempts = json.List("attempts", AttemptJson.Read),
        Graph = json.TextOrNull("graph"),
    };
}
