using System.Text;
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
    public static string Text(RunRecord? run) => Json(run, RecordJson.Write);

    public static string Text(WorkerRecord? worker) => Json(worker, RecordJson.Write);

    public static string Text(GrantBook? book) => Json(book, RecordJson.Write);

    public static string Text(LaunchIntent? intent) => Json(intent, RecordJson.Write);

    public static string Text(SpokeRecord? spoke) => Json(spoke, RecordJson.Write);

    public static string Text(InstanceRecord? instance) => Json(instance, RecordJson.Write);

    public static string Text(ChunkRecord? chunk) => chunk is null ? "none" : string.Join('\n',
    [
        $"{chunk.Key} version {chunk.Version} epoch {chunk.Epoch} owner {chunk.Owner ?? "none"} losses {chunk.Losses}",
        .. chunk.Entries.Select(entry => $"{entry.State} {entry.NotBefore:O} {entry.Graph} {string.Join(' ', entry.Attempts)}"),
    ]);

    private static string Json<T>(T? record, Func<T, byte[]> write) => record is null ? "none" : Encoding.UTF8.GetString(write(record));
}
