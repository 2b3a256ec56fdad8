using System.Text;
using Muster.Outputs;

namespace Muster.Operations;

/// <summary>The end of what an attempt wrote.</summary>
internal static class OutputTail
{
    private const int MostBytes = 4096;

    /// <summary>The last lines of a stream, at most so many and of its last 4,096 bytes; empty when it holds only white space.</summary>
    public static async Task<IReadOnlyList<string>> LinesAsync(Stream stream, int most, CancellationToken cancel)
    {
        var text = Encoding.UTF8.GetString(await LastBytesAsync(stream, cancel)).TrimEnd();
        if (text.Length == 0)
            return [];
        var lines = text.Split('\n');
        return [.. lines.TakeLast(most).Select(line => line.TrimEnd('\r'))];
    }

    /// <summary>The last lines of what a running attempt has written so far; null: it does not run any more.</summary>
    public static async Task<IReadOnlyList<string>?> LinesAsync(ILiveOutput output, int most, CancellationToken cancel)
    {
        if (output.Length is not { } length)
            return null;
        var start = Math.Max(0, length - MostBytes);
        var (bytes, read) = (new byte[length - start], 0);
        while (read < bytes.Length)
        {
            if (output.Read(start + read, bytes.AsSpan(read)) is not { } more)
                return null;
            if (more == 0)
                break;
            read += more;
        }

        using var stream = new MemoryStream(bytes, 0, read);
        return await LinesAsync(stream, most, cancel);
    }

    private static async Task<byte[]> LastBytesAsync(Stream stream, CancellationToken cancel)
    {
        if (stream.CanSeek && stream.Length > MostBytes)
            stream.Seek(-MostBytes, SeekOrigin.End);
        var (buffer, kept) = (new byte[MostBytes * 2], 0);
        while (await stream.ReadAsync(buffer.AsMemory(kept), cancel) is var read and > 0)
        {
            kept += read;
            if (kept < buffer.Length)
                continue;
            buffer.AsSpan(kept - MostBytes).CopyTo(buffer);
            kept = MostBytes;
        }

        return buffer[Math.Max(0, kept - MostBytes)..kept];
    }
}
