using System.Text.Json;
using Muster.Cli.Rendering;
using Muster.Outputs;
using Muster.Runs;

namespace Muster.Cli.Deleting;

/// <summary>What was, or would be, done with a run.</summary>
/// <param name="Id">The run.</param>
/// <param name="Run">Its record; null: only files were left of it.</param>
/// <param name="Files">The files that it concerns.</param>
/// <param name="IsDone">Whether it was done.</param>
internal sealed record DeletedRun(RunId Id, RunRecord? Run, FileTally Files, bool IsDone)
{
    /// <summary>What it is, in words.</summary>
    public string Subject => Run is { } run ? $"run {run.Id} ({run.Name})" : $"what is left of run {Id}, which is not in this store";

    /// <summary>How much it is, in words.</summary>
    public string Amount => Run is { } run ? DeletedView.Amount(run, Files) : DeletedView.Amount(Files);

    /// <summary>Whether it is being deleted already, and that was broken off.</summary>
    public bool WasBegun => Run?.DeletingSince is not null;
}

/// <summary>Shows what was done with runs.</summary>
internal static class DeletedView
{
    /// <summary>Such as <c>1,000 points, 12 files of 3.2 MiB</c>.</summary>
    public static string Amount(RunRecord run, FileTally files) => $"{Human.Count(run.PointCount, "point")}, {Amount(files)}";

    /// <summary>Such as <c>12 files of 3.2 MiB</c>.</summary>
    public static string Amount(FileTally files) => files.Files == 0 ? "no files" : $"{Human.Count(files.Files, "file")} of {Human.Bytes(files.Bytes)}";

    /// <summary>As a JSON list.</summary>
    public static void WriteJson(Utf8JsonWriter writer, IReadOnlyList<DeletedRun> runs)
    {
        writer.WriteStartArray();
        foreach (var run in runs)
        {
            writer.WriteStartObject();
            writer.WriteString("sweep_id", run.Id.Value);
            writer.WriteString("sweep_name", run.Run?.Name);
            if (run.Run is { } record)
                writer.WriteNumber("total_params", record.PointCount);
            else
                writer.WriteNull("total_params");
            writer.WriteNumber("files", run.Files.Files);
            writer.WriteNumber("bytes", run.Files.Bytes);
            writer.WriteBoolean("done", run.IsDone);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
