using System.Net;

namespace Muster.Tests.Servers.StandIn;

/// <summary>A request of S3 with the bucket in the path.</summary>
internal sealed class StandInRequest
{
    private readonly Dictionary<string, string> query;

    public StandInRequest(HttpListenerRequest http)
    {
        Http = http;
        var (path, query) = Cut(http.RawUrl!, '?');
        (Bucket, Key) = Cut(path[1..], '/');
        Key = Uri.UnescapeDataString(Key);
        this.query = query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => Cut(pair, '='))
            .ToDictionary(pair => pair.Item1, pair => WebUtility.UrlDecode(pair.Item2));
        Operation = OperationOf();
    }

    public HttpListenerRequest Http { get; }

    public string Bucket { get; }

    public string Key { get; }

    /// <summary>Its name in the S3 API.</summary>
    public string Operation { get; }

    public string? this[string parameter] => query.GetValueOrDefault(parameter);

    public IReadOnlyDictionary<string, string> Metadata() => Http.Headers.AllKeys.OfType<string>()
        .Where(name => name.StartsWith("x-amz-meta-", StringComparison.OrdinalIgnoreCase)).ToDictionary(name => name, name => Http.Headers[name]!);

    private string OperationOf() => (Http.HttpMethod, Key.Length > 0) switch
    {
        ("PUT", false) => "CreateBucket",
        ("HEAD", false) => "HeadBucket",
        ("GET", false) => query.ContainsKey("uploads") ? "ListMultipartUploads" : "ListObjectsV2",
        ("PUT", true) => query.ContainsKey("uploadId") ? "UploadPart" : "PutObject",
        ("POST", true) => query.ContainsKey("uploads") ? "CreateMultipartUpload" : "CompleteMultipartUpload",
        ("DELETE", true) => query.ContainsKey("uploadId") ? "AbortMultipartUpload" : "DeleteObject",
        ("GET", true) => "GetObject",
        ("HEAD", true) => "HeadObject",
        _ => throw new StandInError(501, "NotImplemented"),
    };

    private static (string, string) Cut(string text, char at) =>
        text.IndexOf(at, StringComparison.Ordinal) is >= 0 and var index ? (text[..index], text[(index + 1)..]) : (text, "");
}
