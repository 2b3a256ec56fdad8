using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Muster.Specs.Points;

/// <summary>
/// Bytes that are read once from front to end, such as of a pipe: their first ones can be looked at before, and where they stop being UTF-8
/// is known by line and column, since nobody can go back to look.
/// </summary>
internal sealed class InputStream(Stream source) : Stream
{
    private const int HeadLength = 1 << 16;
    private const int LongestRune = 4;

    private readonly byte[] _rest = new byte[LongestRune];
    private byte[] _head = [];
    private int _headTaken;
    private int _restLength;
    private int _line = 1;
    private int _column = 1;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>The first bytes, which will be read all the same: up to the end of the first line that is not empty, or more.</summary>
    public ReadOnlySpan<byte> Head()
    {
        var (head, length) = (new byte[HeadLength], 0);
        while (length < HeadLength && !HasLine(head.AsSpan(0, length)) && source.Read(head.AsSpan(length)) is var read and > 0) length += read;
        return _head = head[..length];
    }

    public override int Read(Span<byte> buffer)
    {
        var read = ReadUnchecked(buffer);
        if (read > 0) Check(buffer[..read]);
        else if (_restLength > 0) throw new NotUtf8Exception(_line, _column);
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) source.Dispose();
        base.Dispose(disposing);
    }

    private static bool HasLine(ReadOnlySpan<byte> head) => head.TrimStart(" \t\r\n"u8).Contains((byte)'\n');

    private int ReadUnchecked(Span<byte> buffer)
    {
        if (_headTaken == _head.Length) return source.Read(buffer);
        var taken = Math.Min(buffer.Length, _head.Length - _headTaken);
        _head.AsSpan(_headTaken, taken).CopyTo(buffer);
        _headTaken += taken;
        return taken;
    }

    private void Check(ReadOnlySpan<byte> block)
    {
        while (_restLength > 0 && block.Length > 0)
        {
            _rest[_restLength++] = block[0];
            block = block[1..];
            CheckRune(_rest.AsSpan(0, _restLength), out var done);
            if (done) _restLength = 0;
        }
        if (Utf8.IsValid(block)) Pass(block);
        else CheckSlowly(block);
    }

    /// <summary>Rune by rune, to the first that is none. What is cut off at the end is kept for the next block.</summary>
    private void CheckSlowly(ReadOnlySpan<byte> block)
    {
        while (block.Length > 0)
        {
            var length = CheckRune(block, out var done);
            if (!done)
            {
                block.CopyTo(_rest);
                _restLength = block.Length;
                return;
            }
            block = block[length..];
        }
    }

    private int CheckRune(ReadOnlySpan<byte> bytes, out bool done)
    {
        var status = Rune.DecodeFromUtf8(bytes, out _, out var length);
        if (status == OperationStatus.InvalidData) throw new NotUtf8Exception(_line, _column);
        done = status == OperationStatus.Done;
        if (done) Pass(bytes[..length]);
        return length;
    }

    private void Pass(ReadOnlySpan<byte> valid)
    {
        if (valid.LastIndexOf((byte)'\n') is >= 0 and var last)
        {
            (_line, _column) = (_line + valid.Count((byte)'\n'), 1);
            valid = valid[(last + 1)..];
        }
        _column += Encoding.UTF8.GetCharCount(valid);
    }
}

/// <summary>Bytes that are not UTF-8.</summary>
internal sealed class NotUtf8Exception(int line, int column) : Exception
{
    public int Line => line;

    public int Column => column;
}
