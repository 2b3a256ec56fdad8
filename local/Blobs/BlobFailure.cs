using Muster.Local.Store;
using Muster.Stores;

namespace Muster.Local.Blobs;

/// <summary>A file's errors in the terms of the store of blobs.</summary>
internal static class BlobFailure
{
    /// <summary>Whether an error is one of the file's.</summary>
    public static bool IsOfFile(Exception error) => error is IOException or UnauthorizedAccessException;

    /// <summary>The error for a blob that could not be read, written or removed.</summary>
    public static StoreUnavailableException Of(string action, string key, string path, Exception error) => DiskFull.Is(error)
        ? new StoreFullException($"The blob {key} could not be {action}: the disk of {path} is full. Nothing of it was kept. Make room on that disk, then try again.", error)
        : new StoreUnavailableException($"The blob {key} could not be {action} at {path}: {error.Message} Check the folder and its owner, then try again.", error);
}
