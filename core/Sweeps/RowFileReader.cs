using System.Buffers.Binary;
using System.Text.Json;

namespace Muster.Sweeps;

/// <summary>Fills a span with the bytes that begin at an offset; fails when they are not all there. Several threads may call it at once.</summary>
/// <param name="offset">0-based.</param>
/// <param name="into">Filled whole.</param>
public delegate void ReadBytesAt(long offset, Span<byte> into);

/// <summary>Reads the rows of a row file by index: two small reads each, nothing held. Safe for several threads.</summary>
public sealed class RowFileReader : IRowSource
{
    private readonly ReadBytesAt _read;
    private readonly RowFileFormat.Footer _footer;

    /// <summary>Opens a row file: reads its footer.</summary>
    /// <param name="length">The file's length in bytes.</param>
    /// <param name="read">How its bytes are read.</param>
    /// <exception cref="InvalidDataException">It is no row file, or is damaged or of another version.</exception>
    public RowFileReader(long length, ReadBytesAt read)
    {
        if (length < RowFileFormat.FooterLength) throw new InvalidDataException($"This is no row file: it has only {length} bytes.");
        Span<byte> footer = stackalloc byte[RowFileFormat.FooterLength];
        read(length - footer.Length, footer);
        _read = read;
        _footer = RowFileFormat.ReadFooter(footer, length);
    }

    /// <summary>Opens a row file that is in memory.</summary>
    public static RowFileReader Over(ReadOnlyMemory<byte> file) =>
        new(file.Length, (offset, into) => file.Span.Slice((int)offset, into.Length).CopyTo(into));

    /// <inheritdoc />
    public long Count => _footer.Count;

    /// <inheritdoc />
    public long PlacedCount => _footer.PlacedCount;

    /// <inheritdoc />
    public Row this[long index]
    {
        get
        {
            if (index < 0 || index >= Count)
                throw new ArgumentOutOfRangeException(nameof(index), index, $"The row file has the rows 0 to {Count - 1}.");
            var (start, end) = Extent(index);
            var line = new byte[end - start];
            _read(start, line);
            try
            {
                return RowFileFormat.ReadRow(line);
            }
            catch (JsonException exception)
            {
                throw new InvalidDataException($"Row {index} of the row file is damaged: {exception.Message}", exception);
            }
        }
    }

    private (long Start, long End) Extent(long index)
    {
        Span<byte> offsets = stackalloc byte[RowFileFormat.OffsetLength * 2];
        var isLast = index == Count - 1;
        var wanted = isLast ? offsets[..RowFileFormat.OffsetLength] : offsets;
        _read(_footer.RowsLength + (index * RowFileFormat.OffsetLength), wanted);
        var start = BinaryPrimitives.ReadInt64LittleEndian(offsets);
        var end = isLast ? _footer.RowsLength : BinaryPrimitives.ReadInt64LittleEndian(offsets[RowFileFormat.OffsetLength..]);
        return start >= 0 && end > start && end <= _footer.RowsLength && end - start <= int.MaxValue
            ? (start, end)
            : throw new InvalidDataException($"Row {index} of the row file is damaged: it would be from byte {start} to byte {end}.");
    }
}
