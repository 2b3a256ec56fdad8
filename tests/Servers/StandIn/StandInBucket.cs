using System.Globalization;
using System.Security.Cryptography;
using System.Xml.Linq;
using Muster.Stores;

namespace Muster.Tests.Servers.StandIn;

/// <summary>An object: its bytes, and the headers that are told with it.</summary>
internal sealed record StandInObject(BlockContent Content, string ETag, string Checksum, string ChecksumType, IReadOnlyDictionary<string, string> Metadata);

/// <summary>An upload in parts under way.</summary>
internal sealed record StandInUpload(string Key, IReadOnlyDictionary<string, string> Metadata, DateTimeOffset Begun)
{
    public Dictionary<int, BlockContent> Parts { get; } = [];
}

/// <summary>An answer that is an error.</summary>
internal sealed class StandInError(int status, string code) : Exception(code)
{
    public int Status => status;
}

/// <summary>What a bucket holds, and S3's rules of uploads in parts. Used under a lock.</summary>
internal sealed class StandInBucket
{
    private const long LeastPart = 5 * 1024 * 1024;
    private int last;

    public SortedDictionary<string, StandInObject> Objects { get; } = new(BlobKey.Order);

    public Dictionary<string, StandInUpload> Uploads { get; } = [];

    public void Put(string key, BlockContent content, IReadOnlyDictionary<string, string> metadata) =>
        Objects[key] = new(content, ETagOf(content.Digest), Convert.ToBase64String(content.Digest), "FULL_OBJECT", metadata);

    public string Begin(string key, IReadOnlyDictionary<string, string> metadata, DateTimeOffset now)
    {
        var id = $"upload-{++last}";
        Uploads[id] = new(key, metadata, now);
        return id;
    }

    public StandInUpload UploadOf(string id) => Uploads.GetValueOrDefault(id) ?? throw new StandInError(404, "NoSuchUpload");

    // With a hyphen, or the SDK would take it for the MD5 of the content.
    public static string ETagOf(byte[] digest) => $"\"no-md5-{Convert.ToHexStringLower(digest)[..32]}\"";

    /// <summary>Makes an object of an upload, if the request names its parts as they are.</summary>
    public StandInObject Complete(string id, XElement request, string? length)
    {
        var upload = UploadOf(id);
        var parts = request.Elements().Select(named => PartOf(upload, named)).ToList();
        if (parts.SkipLast(1).Any(part => part.Length < LeastPart))
            throw new StandInError(400, "EntityTooSmall");
        var content = BlockContent.Of(parts);
        if (length is not null && long.Parse(length, CultureInfo.InvariantCulture) != content.Length)
            throw new StandInError(400, "InvalidRequest");
        var digest = SHA256.HashData(parts.SelectMany(part => part.Digest).ToArray());
        Uploads.Remove(id);
        return Objects[upload.Key] = new(
            content, $"\"{Convert.ToHexStringLower(digest)[..32]}-{parts.Count}\"", $"{Convert.ToBase64String(digest)}-{parts.Count}", "COMPOSITE", upload.Metadata);
    }

    private static BlockContent PartOf(StandInUpload upload, XElement named)
    {
        string? Told(string name) => named.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value;
        var part = upload.Parts.GetValueOrDefault(int.Parse(Told("PartNumber")!, CultureInfo.InvariantCulture));
        if (part is null || Told("ETag") != ETagOf(part.Digest) || Told("ChecksumSHA256") != Convert.ToBase64String(part.Digest))
            throw new StandInError(400, "InvalidPart");
        return part;
    }
}
