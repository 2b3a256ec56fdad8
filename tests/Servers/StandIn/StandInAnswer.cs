using System.Globalization;
using System.Net;
using System.Text;
using System.Xml.Linq;

namespace Muster.Tests.Servers.StandIn;

/// <summary>Answers a request.</summary>
internal sealed class StandInAnswer(HttpListenerResponse http)
{
    public Task EmptyAsync(int status, string? etag = null)
    {
        http.StatusCode = status;
        if (etag is not null)
            http.Headers["ETag"] = etag;
        http.Close();
        return Task.CompletedTask;
    }

    public async Task ErrorAsync(int status, string? code, string? region)
    {
        http.StatusCode = status;
        if (region is not null)
            http.Headers["x-amz-bucket-region"] = region;
        if (code is null)
            await EmptyAsync(status);
        else
            await XmlAsync(new("Error", new XElement("Code", code), new XElement("Message", $"This is {code}")));
    }

    public async Task XmlAsync(XElement xml)
    {
        var body = Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{xml}");
        http.ContentType = "application/xml";
        try
        {
            http.ContentLength64 = body.Length;
            await http.OutputStream.WriteAsync(body);
        }
        catch (InvalidOperationException)
        {
            // The answer to a HEAD has no body.
        }

        http.Close();
    }

    /// <summary>An object, whole or in part; only its headers for a HEAD.</summary>
    public async Task ObjectAsync(HttpListenerRequest request, StandInObject found, StandInFault fault)
    {
        if (request.Headers["If-Match"] is { } wanted && wanted.Trim('"') != found.ETag.Trim('"'))
            throw new StandInError(412, "PreconditionFailed");
        var (first, count) = Range(request.Headers["Range"], found.Content.Length);
        TellOf(found, request.Headers["x-amz-checksum-mode"] == "ENABLED");
        http.ContentLength64 = count;
        if (request.HttpMethod != "HEAD")
        {
            foreach (var block in found.Content.Range(first, Math.Min(count, fault.BreaksAfter ?? count)))
                await http.OutputStream.WriteAsync(fault.ChangesByte ? Changed(block) : block);
            if (fault.BreaksAfter < count)
            {
                await http.OutputStream.FlushAsync();
                Break();
                return;
            }
        }

        http.Close();
    }

    /// <summary>Breaks the connection.</summary>
    public void Break() => http.Abort();

    /// <summary>Breaks it after the headers.</summary>
    public void BreakInBody()
    {
        http.ContentLength64 = 100;
        Break();
    }

    private void TellOf(StandInObject found, bool withChecksum)
    {
        http.Headers["ETag"] = found.ETag;
        foreach (var (name, value) in found.Metadata)
            http.Headers[name] = value;
        if (withChecksum && found.Checksum.Length > 0)
            (http.Headers["x-amz-checksum-sha256"], http.Headers["x-amz-checksum-type"]) = (found.Checksum, found.ChecksumType);
    }

    private (long First, long Count) Range(string? header, long length)
    {
        if (header is null)
            return (0, length);
        var ends = header["bytes=".Length..].Split('-');
        var first = long.Parse(ends[0], CultureInfo.InvariantCulture);
        if (first >= length)
            throw new StandInError(416, "InvalidRange");
        var last = ends[1].Length > 0 ? Math.Min(long.Parse(ends[1], CultureInfo.InvariantCulture), length - 1) : length - 1;
        http.StatusCode = 206;
        http.Headers["Content-Range"] = $"bytes {first}-{last}/{length}";
        return (first, last - first + 1);
    }

    private static byte[] Changed(ReadOnlyMemory<byte> block)
    {
        var bytes = block.ToArray();
        bytes[^1] ^= 1;
        return bytes;
    }
}
