using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Xml.Linq;
using Amazon.Runtime;
using Muster.Aws.Blobs;

namespace Muster.Tests.Servers.StandIn;

/// <summary>
/// As much of S3 over HTTP on loopback as blobs need: also uploads in parts, checksums that are held, and faults on demand, which
/// s3rver lacks. It is written from S3's documentation, so it shows what we understood of it, not how S3 is.
/// </summary>
internal sealed class S3StandIn : IDisposable
{
    private readonly Lock gate = new();
    private readonly HttpListener listener;
    private readonly Dictionary<string, StandInBucket> buckets = [];
    private readonly Dictionary<string, Queue<StandInFault>> faults = [];
    private readonly ConcurrentQueue<string> operations = new();

    public S3StandIn(string bucket = "blobs")
    {
        (listener, Address) = Listen();
        buckets[bucket] = new();
        Place = new("eu-central-1", bucket);
        _ = ServeAsync();
    }

    public Uri Address { get; }

    /// <summary>The first bucket.</summary>
    public S3BlobPlace Place { get; }

    /// <summary>Keys on a page of a listing.</summary>
    public int PageKeys { get; init; } = 1000;

    /// <summary>The operations that were asked for, in their order.</summary>
    public IEnumerable<string> Operations => operations;

    /// <summary>Objects and uploads; look at it when no request is under way.</summary>
    public StandInBucket this[string bucket] => buckets[bucket];

    /// <summary>Clients of any credentials.</summary>
    public S3Clients Clients() => new(new BasicAWSCredentials("none", "none"), Address);

    public void AddBucket(string bucket) => buckets[bucket] = new();

    /// <summary>Spoils the next requests for an operation, each with one fault.</summary>
    public void Spoil(string operation, params StandInFault[] next)
    {
        lock (gate)
            faults[operation] = new(next);
    }

    public void Dispose() => ((IDisposable)listener).Dispose();

    private static (HttpListener, Uri) Listen()
    {
        while (true)
        {
            using var probe = new TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            var address = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/";
            probe.Stop();
            var started = new HttpListener { Prefixes = { address } };
            try
            {
                started.Start();
                return (started, new(address));
            }
            catch (HttpListenerException)
            {
                // Somebody else took the port in between.
            }
        }
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var context = await listener.GetContextAsync();
                _ = Task.Run(() => AnswerAsync(context));
            }
        }
        catch (Exception error) when (error is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            // It was disposed.
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var answer = new StandInAnswer(context.Response);
        try
        {
            await AnswerAsync(new StandInRequest(context.Request), answer);
        }
        catch (StandInError error)
        {
            await answer.ErrorAsync(error.Status, error.Message, region: null);
        }
        catch (Exception error) when (error is IOException or HttpListenerException or ObjectDisposedException)
        {
            answer.Break();
        }
    }

    private async Task AnswerAsync(StandInRequest request, StandInAnswer answer)
    {
        operations.Enqueue(request.Operation);
        var fault = NextFault(request.Operation);
        await fault.Until;
        var content = request.Operation is "PutObject" or "UploadPart" ? await ContentAsync(request, fault) : null;
        if (fault.Status is { } status)
        {
            await request.Http.InputStream.CopyToAsync(Stream.Null);
            await answer.ErrorAsync(status, fault.Code, fault.Region);
            return;
        }

        var xml = request.Operation == "CompleteMultipartUpload" ? await XElement.LoadAsync(request.Http.InputStream, LoadOptions.None, default) : null;
        Func<Task> tell;
        lock (gate)
            tell = Do(request, content, xml, answer, fault);
        if (fault.LosesAnswer)
            answer.BreakInBody();
        else
            await tell();
    }

    private StandInFault NextFault(string operation)
    {
        lock (gate)
            return faults.TryGetValue(operation, out var queue) && queue.TryDequeue(out var fault) ? fault : new();
    }

    private static async Task<BlockContent> ContentAsync(StandInRequest request, StandInFault fault)
    {
        var content = await BlockContent.ReadAsync(request.Http.InputStream, fault.ChangesByte);
        var told = request.Http.Headers["x-amz-checksum-sha256"] ?? throw new StandInError(400, "MissingChecksum");
        return told == Convert.ToBase64String(content.Digest) ? content : throw new StandInError(400, "BadDigest");
    }

    private Func<Task> Do(StandInRequest request, BlockContent? content, XElement? xml, StandInAnswer answer, StandInFault fault)
    {
        if (!buckets.TryGetValue(request.Bucket, out var bucket))
            throw new StandInError(404, "NoSuchBucket");
        switch (request.Operation)
        {
            case "HeadBucket":
                return () => answer.EmptyAsync(200);
            case "PutObject":
                bucket.Put(request.Key, content!, request.Metadata());
                return () => answer.EmptyAsync(200, bucket.Objects[request.Key].ETag);
            case "DeleteObject":
                bucket.Objects.Remove(request.Key);
                return () => answer.EmptyAsync(204);
            case "CreateMultipartUpload":
                var id = bucket.Begin(request.Key, request.Metadata(), TimeProvider.System.GetUtcNow());
                return () => answer.XmlAsync(new("InitiateMultipartUploadResult", new XElement("UploadId", id)));
            case "UploadPart":
                bucket.UploadOf(request["uploadId"]!).Parts[int.Parse(request["partNumber"]!, CultureInfo.InvariantCulture)] = content!;
                return () => answer.EmptyAsync(200, StandInBucket.ETagOf(content!.Digest));
            case "CompleteMultipartUpload":
                var made = bucket.Complete(request["uploadId"]!, xml!, request.Http.Headers["x-amz-mp-object-size"]);
                return () => answer.XmlAsync(new("CompleteMultipartUploadResult", new XElement("ETag", made.ETag), new XElement("ChecksumSHA256", made.Checksum)));
            case "AbortMultipartUpload":
                bucket.UploadOf(request["uploadId"]!);
                bucket.Uploads.Remove(request["uploadId"]!);
                return () => answer.EmptyAsync(204);
            case "GetObject" or "HeadObject":
                var found = bucket.Objects.GetValueOrDefault(request.Key) ?? throw new StandInError(404, "NoSuchKey");
                return () => answer.ObjectAsync(request.Http, found, fault);
            case "ListObjectsV2":
                var page = Page(bucket, request);
                return () => answer.XmlAsync(page);
            case "ListMultipartUploads":
                var uploads = new XElement("ListMultipartUploadsResult", bucket.Uploads.Select(upload => new XElement(
                    "Upload", new XElement("Key", upload.Value.Key), new XElement("UploadId", upload.Key), new XElement("Initiated", Iso(upload.Value.Begun)))));
                return () => answer.XmlAsync(uploads);
            default:
                throw new StandInError(501, "NotImplemented");
        }
    }

    private XElement Page(StandInBucket bucket, StandInRequest request)
    {
        var after = request["continuation-token"] is { } token ? Encoding.UTF8.GetString(Convert.FromBase64String(token)) : "";
        var left = bucket.Objects
            .Where(found => found.Key.StartsWith(request["prefix"] ?? "", StringComparison.Ordinal) && Stores.BlobKey.Order.Compare(found.Key, after) > 0).ToList();
        var page = left.Take(PageKeys).ToList();
        var more = page.Count < left.Count;
        return new(
            "ListBucketResult",
            new XElement("IsTruncated", more),
            more ? new XElement("NextContinuationToken", Convert.ToBase64String(Encoding.UTF8.GetBytes(page[^1].Key))) : null,
            page.Select(found => new XElement("Contents", new XElement("Key", found.Key), new XElement("Size", found.Value.Content.Length))));
    }

    private static string Iso(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
