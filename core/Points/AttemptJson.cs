using System.Text.Json;
using Muster.Stores;

namespace Muster.Points;

/// <summary>An attempt as JSON: in archives, and in the states of job graphs.</summary>
internal static class AttemptJson
{
    public static void Write(Utf8JsonWriter json, AttemptRecord attempt)
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

    public static AttemptRecord Read(JsonElement json) => new()
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
