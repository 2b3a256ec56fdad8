using System.Buffers.Binary;
using Muster.Agent.Output;
using Muster.Outputs;

namespace Muster.Agent.Keeping;

/// <summary>
/// What is kept of a pack: some of its parts, found by where they were in it, so that references to it need not change. A file beside the
/// pack's place: a mark, the number of parts, a line for each (where it was, its length, where it is now), ordered by where it was; then the parts.
/// </summary>
public static class KeptPack
{
    /// <summary>What the name of such a file ends in, after the pack's own name.</summary>
    public const string Ending = ".kept";

    private const long Mark = 0x3154504b5453554d; // "MUSTKPT1"
    private const int Number = sizeof(long);
    private const int Head = 2 * Number;
    private const int Line = 3 * Number;

    /// <summary>Bytes of such a file.</summary>
    /// <param name="parts">The parts, by where they are in the pack.</param>
    public static long LengthOf(IReadOnlyCollection<OutputRef> parts) => Head + ((long)parts.Count * Line) + parts.Sum(part => part.Length);

    /// <summary>Writes the file of a pack, durable and whole, beside it.</summary>
    /// <param name="pack">Absolute path of the pack.</param>
    /// <param name="parts">The parts, by ascending offset, each within the pack.</param>
    /// <exception cref="OutputException">It could not be written.</exception>
    public static void Write(string pack, IReadOnlyList<OutputRef> parts)
    {
        var unfinished = $"{pack}{Ending}.new";
        using (var from = File.OpenRead(pack))
        using (var to = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
        {
            WriteIndex(to, parts);
            var buffer = new byte[1 << 16];
            foreach (var part in parts)
                Copy(from, part, to, buffer);
            to.Flush(flushToDisk: true);
        }

        File.Move(unfinished, pack + Ending, overwrite: true);
        OutputFiles.SyncFolder(Path.GetDirectoryName(pack)!);
    }

    /// <summary>Finds a part of a pack that was kept.</summary>
    /// <param name="kept">The open file.</param>
    /// <param name="part">The part.</param>
    /// <returns>Its offset in the file; null: it was not kept.</returns>
    internal static long? Find(Microsoft.Win32.SafeHandles.SafeFileHandle kept, OutputRef part)
    {
        Span<byte> line = stackalloc byte[Line];
        if (RandomAccess.Read(kept, line[..Head], 0) < Head || NumberAt(line, 0) != Mark)
            return null;
        var (low, high) = (0L, NumberAt(line, 1) - 1);
        while (low <= high)
        {
            var middle = low + ((high - low) / 2);
            if (RandomAccess.Read(kept, line, Head + (middle * Line)) < Line)
                return null;
            var (offset, length) = (NumberAt(line, 0), NumberAt(line, 1));
            if (offset == part.Offset)
                return length >= part.Length ? NumberAt(line, 2) : null;
            (low, high) = offset < part.Offset ? (middle + 1, high) : (low, middle - 1);
        }

        return null;
    }

    private static void WriteIndex(FileStream to, IReadOnlyList<OutputRef> parts)
    {
        Put(Mark);
        Put(parts.Count);
        var at = Head + ((long)parts.Count * Line);
        foreach (var part in parts)
        {
            Put(part.Offset);
            Put(part.Length);
            Put(at);
            at += part.Length;
        }

        void Put(long number)
        {
            Span<byte> bytes = stackalloc byte[Number];
            BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
            to.Write(bytes);
        }
    }

    private static void Copy(FileStream from, OutputRef part, FileStream to, byte[] buffer)
    {
        from.Position = part.Offset;
        for (var left = part.Length; left > 0;)
        {
            var read = from.Read(buffer, 0, (int)Math.Min(buffer.Length, left));
            if (read == 0)
                throw OutputException.Gone(from.Name, $"it ends before byte {part.Offset + part.Length}, and a result is there");
            to.Write(buffer, 0, read);
            left -= read;
        }
    }

    private static long NumberAt(ReadOnlySpan<byte> line, int index) => BinaryPrimitives.ReadInt64LittleEndian(line[(index * Number)..]);
}
