using System.Globalization;
using System.Text;

namespace Muster.Testing.Faults;

/// <summary>A request or an answer of HTTP/1.1, read whole.</summary>
/// <param name="First">The first line.</param>
/// <param name="Headers">The headers in their order, without those that frame the body.</param>
/// <param name="Body">The body, without its frame.</param>
internal sealed record HttpMessage(string First, IReadOnlyList<(string Name, string Value)> Headers, byte[] Body)
{
    /// <summary>The length that an answer without a body tells, as one to HEAD does; null: that of the body.</summary>
    public string? ToldLength { get; init; }

    public bool ClosesConnection => string.Equals(Find("Connection"), "close", StringComparison.OrdinalIgnoreCase);

    public bool IsHead => First.StartsWith("HEAD ", StringComparison.Ordinal);

    public static HttpMessage Of(FaultAnswer answer) => new(
        $"HTTP/1.1 {answer.Status} Fault", [("Content-Type", answer.ContentType), .. answer.Headers], Encoding.UTF8.GetBytes(answer.Body));

    public string? Find(string name) => Find(Headers, name);

    public HttpMessage Without(string name) => this with { Headers = [.. Headers.Where(header => !Is(header.Name, name))] };

    /// <summary>The message as bytes.</summary>
    public byte[] ToBytes()
    {
        var head = new StringBuilder(First).Append("\r\n");
        foreach (var (name, value) in Headers)
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        head.Append("Content-Length: ").Append(ToldLength ?? Body.Length.ToString(CultureInfo.InvariantCulture)).Append("\r\n\r\n");
        return [.. Encoding.Latin1.GetBytes(head.ToString()), .. Body];
    }

    /// <summary>Reads a message; null: the other side closed the connection before one began.</summary>
    /// <param name="input">The connection.</param>
    /// <param name="hasBody">Whether one may follow, as it may not on an answer to HEAD.</param>
    /// <param name="goOn">Called when the client waits for a word before it sends the body; null: nobody does.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task<HttpMessage?> ReadAsync(HttpInput input, bool hasBody, Func<Task>? goOn, CancellationToken cancel)
    {
        if (await input.LineAsync(cancel) is not { Length: > 0 } first)
            return null;
        var headers = await HeadersAsync(input, cancel);
        if (Find(headers, "Expect") is not null && goOn is not null)
            await goOn();
        var length = Find(headers, "Content-Length");
        var body = !hasBody || IsBodiless(first) ? []
            : Find(headers, "Transfer-Encoding") is not null ? await ChunksAsync(input, cancel)
            : length is not null ? await input.BytesAsync(int.Parse(length, CultureInfo.InvariantCulture), cancel)
            // An answer without a length lasts as long as its connection; a request without one has no body.
            : first.StartsWith("HTTP/", StringComparison.Ordinal) ? await input.RestAsync(cancel) : [];
        return new(first, [.. headers.Where(header => !IsFrame(header.Name))], body) { ToldLength = hasBody ? null : length };
    }

    private static bool IsBodiless(string first) => first.StartsWith("HTTP/1.1 204", StringComparison.Ordinal) || first.StartsWith("HTTP/1.1 304", StringComparison.Ordinal);

    private static bool IsFrame(string name) => Is(name, "Content-Length") || Is(name, "Transfer-Encoding") || Is(name, "Expect") || Is(name, "Trailer");

    private static bool Is(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);

    private static string? Find(IReadOnlyList<(string Name, string Value)> headers, string name) => headers.FirstOrDefault(header => Is(header.Name, name)).Value;

    private static async Task<List<(string Name, string Value)>> HeadersAsync(HttpInput input, CancellationToken cancel)
    {
        var headers = new List<(string, string)>();
        while (await input.LineAsync(cancel) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers.Add((line[..colon], line[(colon + 1)..].Trim()));
        }

        return headers;
    }

    private static async Task<byte[]> ChunksAsync(HttpInput input, CancellationToken cancel)
    {
        using var body = new MemoryStream();
        while (true)
        {
            var line = await input.LineAsync(cancel) ?? throw new EndOfStreamException();
            var length = int.Parse(line.Split(';')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (length == 0)
            {
                await HeadersAsync(input, cancel);
                return body.ToArray();
            }

            body.Write(await input.BytesAsync(length, cancel));
            await input.LineAsync(cancel);
        }
    }
}

/// <summary>Reads lines and bytes of a connection.</summary>
internal sealed class HttpInput(Stream stream)
{
    private readonly byte[] buffer = new byte[16 * 1024];
    private int from;
    private int until;

    /// <summary>A line without its end; null: the connection was closed before one began.</summary>
    public async Task<string?> LineAsync(CancellationToken cancel)
    {
        var line = new StringBuilder();
        while (true)
        {
            if (from == until && !await FillAsync(cancel))
                return line.Length == 0 ? null : throw new EndOfStreamException();
            var end = Array.IndexOf(buffer, (byte)'\n', from, until - from);
            line.Append(Encoding.Latin1.GetString(buffer, from, (end < 0 ? until : end) - from));
            from = end < 0 ? until : end + 1;
            if (end >= 0)
                return line.ToString().TrimEnd('\r');
        }
    }

    /// <summary>So many bytes.</summary>
    public async Task<byte[]> BytesAsync(int count, CancellationToken cancel)
    {
        var bytes = new byte[count];
        for (var at = 0; at < count;)
        {
            if (from == until && !await FillAsync(cancel))
                throw new EndOfStreamException();
            var some = Math.Min(count - at, until - from);
            Array.Copy(buffer, from, bytes, at, some);
            (from, at) = (from + some, at + some);
        }

        return bytes;
    }

    /// <summary>All bytes until the connection is closed.</summary>
    public async Task<byte[]> RestAsync(CancellationToken cancel)
    {
        using var bytes = new MemoryStream();
        while (from < until || await FillAsync(cancel))
        {
            bytes.Write(buffer, from, until - from);
            from = until;
        }

        return bytes.ToArray();
    }

    private async Task<bool> FillAsync(CancellationToken cancel)
    {
        (from, until) = (0, await stream.ReadAsync(buffer, cancel));
        return until > 0;
    }
}
