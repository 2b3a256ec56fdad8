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
        json.List("attempts", entry.Attempts, Write);
        json.WriteEndObject();
    }

    private static PointEntry ReadEntry(JsonElement json) => new()
    {
        State = (PointState)json.Name("state", typeof(PointState)),
        NotBefore = json.TimeOrNull("not_before"),
        Attempts = json.List("attempts", ReadAttempt),
    };

    private static void Write(Utf8JsonWriter json, AttemptRecord attempt)
    {
        json.WriteStartObject();
        json.Number("number", attempt.Number);
        json.Name("end", attempt.End);
        json.Time("started_at", attempt.StartedAt);
        json.Number("elapsed_ticks", attempt.Elapsed?.Ticks);
        json.Number("exit_code", attempt.ExitCode);
        json.Number("signal", attempt.Signal);
        json.Number("cpu_ticks", attempt.CpuTime?.Ticks);
        json.Number("peak_memory_bytes", attempt.PeakMemoryBytes);
        json.Number("slot", attempt.Slot);
        json.Text("worker", attempt.Worker);
        json.Text("output", attempt.Output);
        json.Text("result", attempt.Result);
        json.Text("note", attempt.Note);
        json.WriteEndObject();
    }

    private static AttemptRecord ReadAttempt(JsonElement json) => new()
    {
        Number = json.Int("number"),
        End = (AttemptEnd)json.Name("end", typeof(AttemptEnd)),
        StartedAt = json.Time("started_at"),
        Elapsed = Ticks(json, "elapsed_ticks"),
        ExitCode = json.IntOrNull("exit_code"),
        Signal = json.IntOrNull("signal"),
        CpuTime = Ticks(json, "cpu_ticks"),
        PeakMemoryBytes = json.Find("peak_memory_bytes")?.GetInt64(),
        Slot = json.Int("slot"),
        Worker = json.TextOrNull("worker"),
        Output = json.TextOrNull("output"),
        Result = json.TextOrNull("result"),
        Note = json.TextOrNull("note"),
    };

    private static TimeSpan? Ticks(JsonElement json, string name) => json.Find(name)?.GetInt64() is { } ticks ? TimeSpan.FromTicks(ticks) : null;
}
