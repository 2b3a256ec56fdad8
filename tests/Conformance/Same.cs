using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Muster.Chunks;
using Muster.Fleet;
using Muster.Grants;
using Muster.Runs;
using Muster.Stores;
using Muster.Workers;

namespace Muster.Tests.Conformance;

/// <summary>Records as text, member by member, to compare what went into a store with what came out.</summary>
internal static class Same
{
    public static string Text(RunRecord? run) => Json(run, RecordJson.Default.RunRecord);

    public static string Text(WorkerRecord? worker) => Json(worker, RecordJson.Default.WorkerRecord);

    public static string Text(GrantBook? book) => Json(book, RecordJson.Default.GrantBook);

    public static string Text(LaunchIntent? intent) => Json(intent, RecordJson.Default.LaunchIntent);

    public static string Text(ChunkRecord? chunk) => chunk is null ? "none" : string.Join('\n',
    [
        $"{chunk.Key} version {chunk.Version} epoch {chunk.Epoch} owner {chunk.Owner ?? "none"} losses {chunk.Losses}",
        .. chunk.Entries.Select(entry => $"{entry.State} {entry.NotBefore:O} {string.Join(' ', entry.Attempts)}"),
    ]);

    private static string Json<T>(T? record, JsonTypeInfo<T> type) => record is null ? "none" : JsonSerializer.Serialize(record, type);
}
