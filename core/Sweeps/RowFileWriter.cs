using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using Muster.Placement;

namespace Muster.Sweeps;

/// <summary>What was written to a row file.</summary>
/// <param name="Count">Number of rows.</param>
/// <param name="PlacedCount">Number of rows with a placement of their own.</param>
/// <param name="Length">Length of the file in bytes.</param>
/// <param name="Digest">SHA-256 of the file in lower-case hex.</param>
public sealed record RowFileSummary(long Count, long PlacedCount, long Length, string Digest);

/// <summary>Writes rows to a stream, once from front to end; holds 8 bytes per row until <see cref="Complete"/>. Not for several threads.</summary>
/// <param name="stream">Where to write; it stays open.</param>
public sealed class RowFileWriter(Stream stream) : IDisposable
{
    private const int BlockLength = 1 << 16;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ArrayBufferWriter<byte> _block = new(BlockLength * 2);
    private readonly Utf8JsonWriter _json = new(Stream.Null, RowFileFormat.WriterOptions);
    private readonly List<long> _offsets = [];
    private long _written;
    private long _placed;

    /// <summary>Number of rows written so far.</summary>
    public long Count => _offsets.Count;

    /// <summary>Writes one row after the others.</summary>
    public void Append(Row row)
    {
        _offsets.Add(_written + _block.WrittenCount);
        _json.Reset(_block);
        RowFileFormat.WriteRow(_json, row);
        _json.Flush();
        _block.Write("\n"u8);
        if (row.Placement != PlacementSpec.Anywhere) _placed++;
        if (_block.WrittenCount >= BlockLength) WriteBlock();
    }

    /// <summary>Writes the index and the footer. Nothing can be appended after it.</summary>
    public RowFileSummary Complete()
    {
        WriteBlock();
        var footer = new RowFileFormat.Footer(Count, _written, _placed);
        foreach (var offset in _offsets)
        {
            BinaryPrimitives.WriteInt64LittleEndian(_block.GetSpan(RowFileFormat.OffsetLength), offset);
            _block.Advance(RowFileFormat.OffsetLength);
            if (_block.WrittenCount >= BlockLength) WriteBlock();
        }
        RowFileFormat.WriteFooter(_block.GetSpan(RowFileFormat.FooterLength), footer);
        _block.Advance(RowFileFormat.FooterLength);
        WriteBlock();
        stream.Flush();
        return new(footer.Count, _placed, _written, Convert.ToHexStringLower(_hash.GetHashAndReset()));
    }

    private void WriteBlock()
    {
        stream.Write(_block.WrittenSpan);
        _hash.AppendData(_block.WrittenSpan);
        _written += _block.WrittenCount;
        _block.ResetWrittenCount();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _hash.Dispose();
        _json.Dispose();
    }
}
