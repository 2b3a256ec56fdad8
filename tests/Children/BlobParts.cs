using System.Globalization;
using Amazon.Runtime;
using Muster.Aws.Blobs;
using Muster.Tests.Aws.Blobs;

namespace Muster.Tests.Children;

/// <summary>Puts and gets of one large blob in a process of their own, whose memory is theirs alone.</summary>
internal static class BlobParts
{
    public const string Key = "large";

    /// <summary>Puts a content of some length, and says its digest, seconds, and how many bytes of memory it took at most.</summary>
    public static Task<int> PutAsync(Uri endpoint, S3BlobPlace place, long length) => MeasureAsync(endpoint, place, async blobs =>
        (await blobs.PutAsync(Key, new PatternStream(length))).Sha256!);

    /// <summary>Gets it, and says the like.</summary>
    public static Task<int> GetAsync(Uri endpoint, S3BlobPlace place) => MeasureAsync(endpoint, place, async blobs =>
    {
        using var stream = (await blobs.GetAsync(Key))!;
        return Convert.ToHexStringLower(await System.Security.Cryptography.SHA256.HashDataAsync(stream));
    });

    private static async Task<int> MeasureAsync(Uri endpoint, S3BlobPlace place, Func<S3BlobStore, Task<string>> part)
    {
        using var clients = new S3Clients(new BasicAWSCredentials("none", "none"), endpoint);
        using var blobs = new S3BlobStore(clients.In(place.Region), place, TimeProvider.System, () => 0.5);
        var (before, start) = (PeakMemory(), TimeProvider.System.GetTimestamp());
        var digest = await part(blobs);
        var seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        Console.Out.Write(string.Create(CultureInfo.InvariantCulture, $"{digest} {before} {PeakMemory()} {seconds:0.0}.\n"));
        return 0;
    }

    // VmHWM: the most that was ever resident.
    private static long PeakMemory()
    {
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) * 1024;
    }
}
