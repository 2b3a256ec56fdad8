using Microsoft.Win32.SafeHandles;
using Muster.Agent.Output;
using Muster.Graphs;
using Muster.Runs;

namespace Muster.Agent.Graphs;

/// <summary>
/// A point's graph on this machine's disk: a state, then the events since, a line each. What is appended survives a kill at once and a power loss
/// after <see cref="Sync"/>. A state takes the place of all before it by a rename. Not safe for use by several threads, but for <see cref="Sync"/>.
/// </summary>
internal sealed class GraphJournal : IDisposable
{
    /// <summary>Events beyond so many bytes are replaced by the state they led to: 1 MiB.</summary>
    public const long CompactAbove = 1 << 20;

    private readonly Lock gate = new();
    private readonly string path;
    private SafeFileHandle file;
    private long length;
    private long stateLength;
    private bool isDirty;

    private GraphJournal(string path, SafeFileHandle file, long length) => (this.path, this.file, this.length, stateLength) = (path, file, length, length);

    /// <summary>Whether the events have grown so much that the state is shorter.</summary>
    public bool IsLong => length - stateLength > Math.Max(CompactAbove, 4 * stateLength);

    /// <summary>Begins a journal with a state; it takes the place of one that was there.</summary>
    /// <exception cref="OutputException">It cannot be written.</exception>
    public static GraphJournal Begin(string path, GraphState state)
    {
        var (opened, written) = WriteState(path, state);
        return new(path, opened, written);
    }

    /// <summary>Reads a journal.</summary>
    /// <returns>The state after the last event that is whole: what a crash cut off had no consequences yet. Null: there is none.</returns>
    public static GraphState? Read(string path, GraphSpec spec)
    {
        if (!File.Exists(path))
            return null;
        var bytes = File.ReadAllBytes(path);
        GraphState? state = null;
        for (var at = 0; Array.IndexOf(bytes, (byte)'\n', at) is var end && end >= 0; at = end + 1)
        {
            try
            {
                if (state is null)
                    state = GraphStateJson.Read(bytes.AsMemory(at..end), spec);
                else
                    state.Apply(GraphEventJson.Read(bytes.AsMemory(at..end)));
            }
            catch (Exception error) when (error is InvalidDataException or IllegalTransitionException or IndexOutOfRangeException)
            {
                return state;
            }
        }

        return state;
    }

    /// <summary>Appends events.</summary>
    /// <exception cref="IOException">They cannot be written; nothing of them is in the journal.</exception>
    public void Append(IReadOnlyList<GraphEvent> events)
    {
        using var lines = new MemoryStream();
        foreach (var news in events)
        {
            lines.Write(GraphEventJson.Write(news));
            lines.WriteByte((byte)'\n');
        }

        lock (gate)
        {
            RandomAccess.Write(file, lines.GetBuffer().AsSpan(0, (int)lines.Length), length);
            length += lines.Length;
            isDirty = true;
        }
    }

    /// <summary>Puts the state in the place of the events.</summary>
    /// <exception cref="OutputException">It cannot be written; the journal is as it was.</exception>
    public void Compact(GraphState state)
    {
        var (next, written) = WriteState(path, state);
        lock (gate)
        {
            file.Dispose();
            (file, length, stateLength, isDirty) = (next, written, written, false);
        }
    }

    /// <summary>Makes durable what was appended; costs nothing when it is.</summary>
    /// <exception cref="IOException">The system could not.</exception>
    public void Sync()
    {
        lock (gate)
        {
            if (!isDirty || file.IsClosed)
                return;
            RandomAccess.FlushToDisk(file);
            isDirty = false;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (gate)
            file.Dispose();
    }

    private static (SafeFileHandle File, long Length) WriteState(string path, GraphState state)
    {
        var unfinished = $"{path}.new";
        var bytes = GraphStateJson.Write(state);
        SafeFileHandle? opened = null;
        try
        {
            opened = File.OpenHandle(unfinished, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            RandomAccess.Write(opened, [(ReadOnlyMemory<byte>)bytes, "\n"u8.ToArray()], 0);
            // A state of which nothing was run yet is worth nothing: it need not survive.
            if (state.Version > 0)
                RandomAccess.FlushToDisk(opened);
            File.Move(unfinished, path, overwrite: true);
            if (state.Version > 0)
                OutputFiles.SyncFolder(Path.GetDirectoryName(path)!);
            return (opened, bytes.Length + 1);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            opened?.Dispose();
            throw OutputException.CannotOpen(path, error.Message);
        }
    }
}
