using Muster.Points;

namespace Muster.Chunks;

/// <summary>
/// The tight form of a chunk's lines, about 30 bytes per point: a version byte, then per point its state, the time
/// before which it is not tried, and its attempts. Numbers are 7-bit groups, times are Unix microseconds, and what is null is marked by a flag.
/// </summary>
public static class ChunkCodec
{
    private const byte FormatVersion = 1;

    // Where job graphs are kept. Lines without one are written as before, so that what has no graphs stays readable for older versions.
    private const byte GraphVersion = 2;

    [Flags]
    private enum Has : ushort
    {
        Nothing = 0,
        Elapsed = 1,
        ExitCode = 2,
        Signal = 4,
        CpuTime = 8,
        PeakMemory = 16,
        Worker = 32,
        Output = 64,
        Result = 128,
        Note = 256,
    }

    /// <summary>The bytes of a chunk's lines.</summary>
    public static byte[] Encode(IReadOnlyList<PointEntry> entries)
    {
        using var bytes = new MemoryStream(32 + entries.Count * 32);
        using var writer = new BinaryWriter(bytes);
        var hasGraphs = entries.Any(entry => entry.Graph is not null);
        writer.Write(hasGraphs ? GraphVersion : FormatVersion);
        writer.Write7BitEncodedInt(entries.Count);
        foreach (var entry in entries)
        {
            Write(writer, entry);
            if (hasGraphs)
                writer.Write(entry.Graph ?? "");
        }

        writer.Flush();
        return bytes.ToArray();
    }

    /// <summary>The lines in some bytes.</summary>
    /// <exception cref="InvalidDataException">The bytes are of another format, cut off, or damaged.</exception>
    public static IReadOnlyList<PointEntry> Decode(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        try
        {
            if (reader.ReadByte() is var version && version is not (FormatVersion or GraphVersion))
                throw new InvalidDataException($"A chunk's lines are of format {version}; this version of Muster reads formats {FormatVersion} and {GraphVersion}. Use a newer Muster.");
            var entries = new PointEntry[ReadCount(reader)];
            for (var i = 0; i < entries.Length; i++)
                entries[i] = version == GraphVersion ? ReadEntry(reader) with { Graph = reader.ReadString() is { Length: > 0 } graph ? graph : null } : ReadEntry(reader);
            return reader.BaseStream.Position == bytes.Length ? entries : throw Damaged(bytes, "go on after the last line");
        }
        catch (EndOfStreamException error)
        {
            throw Damaged(bytes, "end too early", error);
        }
        catch (Exception error) when (error is FormatException or OverflowException or ArgumentException)
        {
            throw Damaged(bytes, "hold a number that cannot be", error);
        }
    }

    private static InvalidDataException Damaged(byte[] bytes, string finding, Exception? cause = null) =>
        new($"A chunk's lines {finding} ({bytes.Length} bytes); the record is damaged.", cause);

    // A line or an attempt has a byte at least: a count beyond what is left is no reason to ask for that much memory.
    private static int ReadCount(BinaryReader reader) =>
        reader.Read7BitEncodedInt() is var count && count <= reader.BaseStream.Length - reader.BaseStream.Position ? count : throw new EndOfStreamException();

    private static void Write(BinaryWriter writer, PointEntry entry)
    {
        writer.Write((byte)entry.State);
        writer.Write7BitEncodedInt64(entry.NotBefore is { } time ? Micros(time) + 1 : 0);
        writer.Write7BitEncodedInt(entry.Attempts.Count);
        foreach (var attempt in entry.Attempts)
            Write(writer, attempt);
    }

    private static PointEntry ReadEntry(BinaryReader reader)
    {
        var state = (PointState)reader.ReadByte();
        if (!Enum.IsDefined(state))
            throw new InvalidDataException($"A chunk's line has the unknown state {(byte)state}; the record is damaged.");
        var notBefore = reader.Read7BitEncodedInt64();
        var attempts = ReadCount(reader);
        if (state == PointState.Pending && notBefore == 0 && attempts == 0)
            return PointEntry.New;
        var list = new AttemptRecord[attempts];
        for (var i = 0; i < attempts; i++)
            list[i] = ReadAttempt(reader);
        return new() { State = state, NotBefore = notBefore == 0 ? null : Time(notBefore - 1), Attempts = list };
    }

    private static void Write(BinaryWriter writer, AttemptRecord attempt)
    {
        var has = (attempt.Elapsed is null ? Has.Nothing : Has.Elapsed) | (attempt.ExitCode is null ? Has.Nothing : Has.ExitCode)
            | (attempt.Signal is null ? Has.Nothing : Has.Signal) | (attempt.CpuTime is null ? Has.Nothing : Has.CpuTime)
            | (attempt.PeakMemoryBytes is null ? Has.Nothing : Has.PeakMemory) | (attempt.Worker is null ? Has.Nothing : Has.Worker)
            | (attempt.Output is null ? Has.Nothing : Has.Output) | (attempt.Result is null ? Has.Nothing : Has.Result) | (attempt.Note is null ? Has.Nothing : Has.Note);
        writer.Write7BitEncodedInt((int)has);
        writer.Write((byte)attempt.End);
        writer.Write7BitEncodedInt(attempt.Number);
        writer.Write7BitEncodedInt64(Micros(attempt.StartedAt));
        writer.Write7BitEncodedInt(attempt.Slot);
        if (attempt.Elapsed is { } elapsed)
            writer.Write7BitEncodedInt64(elapsed.Ticks / TimeSpan.TicksPerMicrosecond);
        if (attempt.ExitCode is { } exitCode)
            writer.Write7BitEncodedInt(exitCode);
        if (attempt.Signal is { } signal)
            writer.Write7BitEncodedInt(signal);
        if (attempt.CpuTime is { } cpuTime)
            writer.Write7BitEncodedInt64(cpuTime.Ticks / TimeSpan.TicksPerMicrosecond);
        if (attempt.PeakMemoryBytes is { } peakMemory)
            writer.Write7BitEncodedInt64(peakMemory);
        foreach (var text in (string?[])[attempt.Worker, attempt.Output, attempt.Result, attempt.Note])
        {
            if (text is not null)
                writer.Write(text);
        }
    }

    private static AttemptRecord ReadAttempt(BinaryReader reader)
    {
        var has = (Has)reader.Read7BitEncodedInt();
        var end = (AttemptEnd)reader.ReadByte();
        if (!Enum.IsDefined(end))
            throw new InvalidDataException($"An attempt has the unknown end {(byte)end}; the record is damaged.");
        return new()
        {
            End = end,
            Number = reader.Read7BitEncodedInt(),
            StartedAt = Time(reader.Read7BitEncodedInt64()),
            Slot = reader.Read7BitEncodedInt(),
            Elapsed = has.HasFlag(Has.Elapsed) ? TimeSpan.FromTicks(reader.Read7BitEncodedInt64() * TimeSpan.TicksPerMicrosecond) : null,
            ExitCode = has.HasFlag(Has.ExitCode) ? reader.Read7BitEncodedInt() : null,
            Signal = has.HasFlag(Has.Signal) ? reader.Read7BitEncodedInt() : null,
            CpuTime = has.HasFlag(Has.CpuTime) ? TimeSpan.FromTicks(reader.Read7BitEncodedInt64() * TimeSpan.TicksPerMicrosecond) : null,
            PeakMemoryBytes = has.HasFlag(Has.PeakMemory) ? reader.Read7BitEncodedInt64() : null,
            Worker = has.HasFlag(Has.Worker) ? reader.ReadString() : null,
            Output = has.HasFlag(Has.Output) ? reader.ReadString() : null,
            Result = has.HasFlag(Has.Result) ? reader.ReadString() : null,
            Note = has.HasFlag(Has.Note) ? reader.ReadString() : null,
        };
    }

    private static long Micros(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    private static DateTimeOffset Time(long micros) => DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond);
}
