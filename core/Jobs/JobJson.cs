using System.Text.Json;
using Muster.Graphs;
using Muster.Operations;

namespace Muster.Jobs;

/// <summary>Writes jobs as JSON.</summary>
public static class JobJson
{
    /// <summary>Writes one job of a point as an object.</summary>
    public static void Write(Utf8JsonWriter writer, long point, JobView job)
    {
        writer.WriteStartObject();
        writer.WriteNumber("point", point);
        WriteSpec(writer, job.Spec, job.Level);
        writer.WriteString("state", JobSentences.Word(job.State));
        writer.WriteNumber("attempt", job.Number);
        writer.WriteNumber("charged", job.Charged);
        var last = job.RunningSince is null ? job.Last : null;
        StatusJson.Write(writer, "started_at", job.RunningSince ?? last?.StartedAt);
        StatusJson.Write(writer, "ended_at", last?.StartedAt + last?.Elapsed);
        Raw(writer, "seconds", ResultValue.Of(last?.Elapsed));
        Raw(writer, "exit_code", ResultValue.Of(last?.ExitCode));
        Raw(writer, "signal", ResultValue.Of(last?.Signal));
        writer.WriteString("end", last is null ? null : SnakeCase.Of(last.End.ToString()));
        StatusJson.Write(writer, "next_try", job.NextTry);
        Texts(writer, "waits_for", job.WaitsFor);
        writer.WriteString("why", job.Why);
        writer.WriteEndObject();
    }

    /// <summary>Writes one job of a graph that was not run as an object.</summary>
    public static void Write(Utf8JsonWriter writer, JobSpec job, int level)
    {
        writer.WriteStartObject();
        WriteSpec(writer, job, level);
        writer.WriteEndObject();
    }

    private static void WriteSpec(Utf8JsonWriter writer, JobSpec job, int level)
    {
        writer.WriteString("job", job.Id);
        writer.WriteNumber("level", level);
        Texts(writer, "depends_on", job.DependsOn);
        writer.WriteNumber("max_attempts", job.Retry.MaxAttempts);
    }

    private static void Texts(Utf8JsonWriter writer, string name, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
            writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    private static void Raw(Utf8JsonWriter writer, string name, string json)
    {
        writer.WritePropertyName(name);
        writer.WriteRawValue(json, skipInputValidation: true);
    }
}
