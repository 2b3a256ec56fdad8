using System.Globalization;
using System.Text;

namespace Muster.Functions.Runtime;

/// <summary>An answer of the runtime API. Source: RFC 9112, HTTP/1.1: sections 4 (status line), 6 (body) and 7 (chunks).</summary>
/// <param name="Status">Its status.</param>
/// <param name="Headers">Its headers; their names in any case.</param>
/// <param name="Body">Its body.</param>
internal sealed record RuntimeAnswer(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    /// <summary>Bytes of a body at most: an event has 6 MB. Source: AWS Lambda quotas, 2026-11.</summary>
    private const int MostOfBody = 64 << 20;

    /// <summary>Whether the other side closes the connection after it.</summary>
    public bool IsLast => Header("Connection") is { } text && text.Equals("close", StringComparison.OrdinalIgnoreCase);

    /// <summary>A header; null: it is not there.</summary>
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>Reads one.</summary>
    /// <exception cref="IOException">It is none.</exception>
    public static RuntimeAnswer Read(ReceivedBytes from)
    {
        var line = from.Line();
        if (line.Split(' ', 3) is not ["HTTP/1.1" or "HTTP/1.0", var code, ..] || !int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var status))
            throw new IOException($"'{line}' is no first line of an answer of HTTP/1.1.");
        var headers = HeadersOf(from);
        var isChunked = headers.TryGetValue("Transfer-Encoding", out var coding) && coding.Equals("chunked", StringComparison.OrdinalIgnoreCase);
        return new(status, headers, isChunked ? Chunks(from) : Whole(from, headers.GetValueOrDefault("Content-Length") ?? "0"));
    }

    private static Dictionary<string, string> HeadersOf(ReceivedBytes from)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (from.Line() is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers[line[..Math.Max(0, colon)]] = line[(colon + 1)..].Trim();
        }

        return headers;
    }

    private static byte[] Whole(ReceivedBytes from, string length)
    {
        var body = new byte[Length(length, NumberStyles.None)];
        from.Exactly(body);
        return body;
    }

    private static byte[] Chunks(ReceivedBytes from)
    {
        using var body = new MemoryStream();
        while (Length(from.Line().Split(';')[0].Trim(), NumberStyles.AllowHexSpecifier) is > 0 and var length)
        {
            var chunk = new byte[length];
            from.Exactly(chunk);
            body.Write(chunk);
            if (body.Length > MostOfBody || from.Line().Length > 0)
                throw new IOException("A chunk does not end where it says, or there are too many.");
        }

        HeadersOf(from); // trailers
        return body.ToArray();
    }

    private static int Length(string text, NumberStyles style) =>
        int.TryParse(text, style, CultureInfo.InvariantCulture, out var length) && length <= MostOfBody ? length : throw new IOException($"'{text}' is no length of a body or chunk, which has at most {MostOfBody} bytes.");
}
