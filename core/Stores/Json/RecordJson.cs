using System.Text.Json;
using Muster.Coordination;
using Muster.Fleet;
using Muster.Grants;
using Muster.Runs;
using Muster.Workers;

namespace Muster.Stores;

/// <summary>
/// How records are written as JSON, by every store alike: names in snake_case, no member that is null. Chunks have a
/// tighter form: <see cref="Chunks.ChunkCodec"/>. It is written by hand, because a serializer's metadata costs a short
/// command a tenth of a second before the first record is read; a test holds it against a serializer, member by member.
/// </summary>
public static class RecordJson
{
    /// <summary>A run as JSON in UTF-8.</summary>
    public static byte[] Write(RunRecord run) => Write(run, RunJson.Write);

    /// <summary>A worker as JSON in UTF-8.</summary>
    public static byte[] Write(WorkerRecord worker) => Write(worker, WorkerJson.Write);

    /// <summary>A grant book as JSON in UTF-8.</summary>
    public static byte[] Write(GrantBook book) => Write(book, GrantJson.Write);

    /// <summary>An intent as JSON in UTF-8.</summary>
    public static byte[] Write(LaunchIntent intent) => Write(intent, IntentJson.Write);

    /// <summary>A coordinator's memory as JSON in UTF-8; times to the millisecond.</summary>
    public static byte[] Write(CoordinatorMemory memory) => Write(memory, MemoryJson.Write);

    /// <summary>A spoke as JSON in UTF-8.</summary>
    public static byte[] Write(SpokeRecord spoke) => Write(spoke, SpokeJson.Write);

    /// <summary>An instance as JSON in UTF-8.</summary>
    public static byte[] Write(InstanceRecord instance) => Write(instance, InstanceJson.Write);

    /// <summary>The run in some JSON.</summary>
    /// <exception cref="InvalidDataException">The bytes are no run.</exception>
    public static RunRecord ReadRun(ReadOnlySpan<byte> json) => Read(json, "run", RunJson.Read);

    /// <summary>The worker in some JSON.</summary>
    /// <exception cref="InvalidDataException">The bytes are no worker.</exception>
    public static WorkerRecord ReadWorker(ReadOnlySpan<byte> json) => Read(json, "worker", WorkerJson.Read);

    /// <summary>The grant book in some JSON.</summary>
    /// <exception cref="InvalidDataException">The bytes are no grant book.</exception>
    public static GrantBook ReadGrantBook(ReadOnlySpan<byte> json) => Read(json, "grant book", GrantJson.Read);

    /// <summary>The intent in some JSON.</summary>
    /// <exception cref="InvalidDataException">The bytes are no intent.</exception>
    public static LaunchIntent ReadIntent(ReadOnlySpan<byte> json) => Read(json, "intent", IntentJson.Read);

    /// <summary>The coordinator's memory in some JSON.</summary>
    /// <exception cref="InvalidDataException">The bytes are no memory.</exception>
    public static CoordinatorMemory ReadMemory(ReadOnlySpan<byte> json) => Read(json, "coordinator's memory", MemoryJson.Read);

    /// <summary>The spoke in some JSON.</summary>
    /// <exception cref="InvalidDataException">The bytes are no spoke.</exception>
    public static SpokeRecord ReadSpoke(ReadOnlySpan<byte> json) => Read(json, "spoke", SpokeJson.Read);

    /// <summary>The instance in some JSON.</summary>
    /// <exception cref="InvalidDataException">The bytes are no instance.</exception>
    public static InstanceRecord ReadInstance(ReadOnlySpan<byte> json) => Read(json, "instance", InstanceJson.Read);

    private static byte[] Write<T>(T record, Action<Utf8JsonWriter, T> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
            write(json, record);
        return bytes.ToArray();
    }

    private static T Read<T>(ReadOnlySpan<byte> json, string what, Func<JsonElement, T> read)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            using var document = JsonDocument.ParseValue(ref reader);
            return read(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new InvalidDataException($"The record of {(what[0] is 'i' ? "an" : "a")} {what} is damaged: {error.Message}", error);
        }
    }
}
