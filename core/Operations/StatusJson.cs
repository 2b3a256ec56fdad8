using System.Text.Json;
using Muster.Coordination;
using Muster.Jobs;
using Muster.Workers;

namespace Muster.Operations;

/// <summary>Writes statuses as JSON: the field's usual names where they exist, in a fixed order, what is unknown as null.</summary>
public static class StatusJson
{
    /// <summary>Writes one object.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="status">The status.</param>
    /// <param name="jobs">What is told of the run's jobs; null: nothing, and no member either.</param>
    public static void Write(Utf8JsonWriter writer, RunStatus status, RunJobs? jobs = null)
    {
        var run = status.Run;
        writer.WriteStartObject();
        writer.WriteString("sweep_id", run.Id.Value);
        writer.WriteString("sweep_name", run.Name);
        writer.WriteString("status", status.Status);
        writer.WriteString("state", SnakeCase.Of(status.State));
        WriteCounts(writer, status);
        writer.WriteNumber("round", run.Round.Number);
        writer.WriteString("priority", SnakeCase.Of(run.Priority.ToString()));
        Write(writer, "max_concurrent", run.MaxConcurrent);
        writer.WriteBoolean("locked", status.IsLocked);
        WriteReason(writer, status.Reason);
        writer.WriteNumber("estimated_cost", run.SpentUsd);
        Write(writer, "budget", run.BudgetUsd);
        Write(writer, "created_at", run.CreatedAt);
        Write(writer, "updated_at", run.UpdatedAt);
        Write(writer, "started_at", run.StartedAt);
        Write(writer, "completed_at", run.CompletedAt);
        if (status.Workers is { } workers)
            WriteInstances(writer, workers);
        if (jobs is not null)
            WriteJobs(writer, jobs);
        writer.WriteEndObject();
    }

    private static void WriteJobs(Utf8JsonWriter writer, RunJobs jobs)
    {
        writer.WriteStartArray("jobs");
        foreach (var (point, job) in jobs.Told)
            JobJson.Write(writer, point, job);
        writer.WriteEndArray();
    }

    private static void WriteCounts(Utf8JsonWriter writer, RunStatus status)
    {
        writer.WriteNumber("total_params", status.Run.PointCount);
        Write(writer, "launched", status.Launched);
        writer.WriteNumber("succeeded", status.Counts.Succeeded);
        writer.WriteNumber("failed", status.Counts.Failed);
        writer.WriteNumber("cancelled", status.Counts.Cancelled);
        Write(writer, "running", status.Running);
        Write(writer, "pending", status.Pending);
    }

    private static void WriteReason(Utf8JsonWriter writer, WaitReason? reason)
    {
        writer.WritePropertyName("reason");
        if (reason is null)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("cause", SnakeCase.Of(reason.Cause.ToString()));
        writer.WriteString("text", reason.Text);
        Write(writer, "next_try", reason.NextTry);
        writer.WriteEndObject();
    }

    private static void WriteInstances(Utf8JsonWriter writer, IReadOnlyList<WorkerRecord> workers)
    {
        writer.WriteStartArray("instances");
        foreach (var worker in workers)
        {
            writer.WriteStartObject();
            writer.WriteString("instance_id", worker.Instance);
            writer.WriteString("region", worker.Region);
            writer.WriteString("worker", worker.Key.Worker);
            writer.WriteString("state", SnakeCase.Of(worker.Phase.ToString()));
            writer.WriteNumber("slots", worker.Slots);
            writer.WriteNumber("running", worker.Running);
            writer.WriteString("problem", worker.Problem);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes a time in UTC; null is null.</summary>
    public static void Write(Utf8JsonWriter writer, string name, DateTimeOffset? time)
    {
        if (time is { } at)
            writer.WriteString(name, ResultValue.Iso(at));
        else
            writer.WriteNull(name);
    }

    private static void Write(Utf8JsonWriter writer, string name, decimal? number)
    {
        if (number is { } value)
            writer.WriteNumber(name, value);
        else
            writer.WriteNull(name);
    }
}
