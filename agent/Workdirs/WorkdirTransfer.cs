using Muster.Stores;
using Muster.Sweeps;

namespace Muster.Agent.Workdirs;

/// <summary>Brings folders to the blobs, and from there to the machines that need them.</summary>
/// <param name="blobs">The blobs.</param>
public sealed class WorkdirTransfer(IBlobStore blobs)
{
    /// <summary>Uploads a folder, unless one with the same content is there.</summary>
    /// <returns>Whether it was uploaded now.</returns>
    /// <exception cref="WorkdirException">Something in it was changed since it was looked at.</exception>
    public async Task<bool> UploadAsync(WorkdirTree tree, CancellationToken cancel = default)
    {
        var key = WorkdirBlobs.KeyOf(tree.Digest);
        if (await blobs.FindAsync(key, cancel) is not null)
            return false;
        var file = Path.GetTempFileName();
        try
        {
            await using var packed = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
            await WorkdirArchive.PackAsync(tree, packed, cancel);
            packed.Position = 0;
            await blobs.PutAsync(key, packed, cancel);
            return true;
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Makes sure that an uploaded folder is on this machine.</summary>
    /// <param name="digest">Its digest.</param>
    /// <param name="folders">Absolute path of the folder that all of them are in.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>Its absolute path.</returns>
    /// <exception cref="WorkdirException">It is not among the blobs, or damaged.</exception>
    public async Task<string> BringAsync(string digest, string folders, CancellationToken cancel = default)
    {
        var folder = Path.Join(folders, digest);
        if (Directory.Exists(folder))
            return folder;
        await using var packed = await blobs.GetAsync(WorkdirBlobs.KeyOf(digest), cancel: cancel)
            ?? throw new WorkdirException($"The workdir {digest} is not there any more ({blobs.UriOf(WorkdirBlobs.KeyOf(digest))}). Submit the run again.");
        Directory.CreateDirectory(folders);
        await WorkdirArchive.UnpackAsync(packed, folder, digest, cancel);
        return folder;
    }
}
