using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Win32.SafeHandles;
using Muster.Agent.Processes;
using Muster.Workers;

namespace Muster.Agent.Points;

/// <summary>
/// What each slot of a worker runs now, in a small file of fixed records, so that after a kill the next engine finds the
/// survivors by process id and start time. It is not made durable: after a power loss nothing survives anyway.
/// </summary>
public sealed class RunningJournal : IDisposable
{
    private const int RecordBytes = 384;
    private static readonly byte[] Blank = [.. Enumerable.Repeat((byte)' ', RecordBytes - 1), (byte)'\n'];
    private readonly SafeFileHandle file;
    private readonly string path;

    /// <summary>The journal of one worker; removed when it is disposed of.</summary>
    public RunningJournal(string path)
    {
        this.path = path;
        file = File.OpenHandle(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
    }

    /// <summary>A slot runs a process.</summary>
    /// <param name="order">What runs.</param>
    /// <param name="identity">The process; null: it is about to be started.</param>
    /// <param name="startedAt">When it started (UTC).</param>
    /// <param name="survives">Whether it outlives the engine.</param>
    public void Write(StartOrder order, ProcessIdentity? identity, DateTimeOffset startedAt, bool survives)
    {
        Write(new(order.Chunk.Round, order.Point, order.Attempt, order.Slot, identity, startedAt, survives));
    }

    /// <summary>A slot runs something.</summary>
    public void Write(RunningEntry entry)
    {
        var record = (byte[])Blank.Clone();
        var bytes = JsonSerializer.SerializeToUtf8Bytes(entry, RunningJson.Default.RunningEntry);
        bytes.CopyTo(record, 0);
        RandomAccess.Write(file, record, (long)entry.Slot * RecordBytes);
    }

    /// <summary>A slot runs nothing.</summary>
    public void Clear(int slot) => RandomAccess.Write(file, Blank, (long)slot * RecordBytes);

    /// <summary>What a journal says; records that were cut off by a kill are left out.</summary>
    public static IReadOnlyList<RunningEntry> Read(string path) => [.. File.ReadLines(path, Encoding.UTF8).Select(EntryOf).OfType<RunningEntry>()];

    /// <summary>What a slot of an open journal runs; null: nothing, or its record is just being written.</summary>
    internal static RunningEntry? Read(SafeFileHandle journal, int slot)
    {
        Span<byte> record = stackalloc byte[RecordBytes];
        var read = RandomAccess.Read(journal, record, (long)slot * RecordBytes);
        return EntryOf(Encoding.UTF8.GetString(record[..read]));
    }

    private static RunningEntry? EntryOf(string record)
    {
        var text = record.Trim(' ', '\0', '\n');
        try
        {
            return text.Length == 0 ? null : JsonSerializer.Deserialize(text, RunningJson.Default.RunningEntry);
        }
        catch (JsonException)
        {
            // The engine died while it wrote this record, and then the process is found by its environment; or it writes it just now.
            return null;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        file.Dispose();
        try
        {
            File.Delete(path); // nothing of this worker runs any more
        }
        catch (DirectoryNotFoundException)
        {
            // Its run ended, and the engine forgot it before this worker was done.
        }
    }
}

/// <summary>A process that ran when the journal was written.</summary>
/// <param name="Round">The round.</param>
/// <param name="Point">The point's index.</param>
/// <param name="Attempt">1-based.</param>
/// <param name="Slot">0-based.</param>
/// <param name="Identity">The leader of its group; null where the system has no such thing.</param>
/// <param name="StartedAt">When it started (UTC).</param>
/// <param name="Survives">Whether it outlives the engine.</param>
public sealed record RunningEntry(int Round, long Point, int Attempt, int Slot, ProcessIdentity? Identity, DateTimeOffset StartedAt, bool Survives)
{
    /// <summary>The place in its file of the job that it is an attempt of, from 0; null: it is one of the point's command.</summary>
    public int? Job { get; init; }
}

[JsonSerializable(typeof(RunningEntry))]
internal sealed partial class RunningJson : JsonSerializerContext;
