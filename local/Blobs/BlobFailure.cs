using Muster.Stores;

namespace Muster.Local.Blobs;

/// <summary>A file's errors in the terms of the store of blobs.</summary>
internal static class BlobFailure
{
    private const int NoSpaceLeft = 28;
    private const int QuotaExceeded = 122;

    /// <summary>The error for a blob that could not be read or written.</summary>
    public static Exception Of(string action, string key, string path, Exception error) => (error.HResult & 0xffff) switch
    {
        NoSpaceLeft or QuotaExceeded or 0x70 => new StoreFullException(
            $"The blob {key} could not be {action}: the disk of {path} is full. Nothing of it was kept. Make room on that disk, then try again.", error),
        _ => new StoreUnavailableException(
            $"The blob {key} could not be {action} at {path}: {error.Message} Check the folder and its owner, then try again.", error),
    };
}
