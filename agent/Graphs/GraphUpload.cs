using System.Globalization;
using System.Text;
using Muster.Agent.Results;
using Muster.Graphs;
using Muster.Outputs;
using Muster.Runs;
using Muster.Stores;

namespace Muster.Agent.Graphs;

/// <summary>Brings a graph's files to the blobs and back. All of it may be done again: a key is always of the same bytes.</summary>
/// <param name="blobs">The blobs.</param>
/// <param name="run">The run.</param>
/// <param name="prefix">What the keys of the graph begin with, below the run's prefix.</param>
internal sealed class GraphUpload(IBlobStore blobs, RunId run, string prefix)
{
    /// <summary>The name of a manifest in the folder of its files, once they are among the blobs, and of its blob.</summary>
    public const string Manifest = "manifest.json";

    private const UnixFileMode Permissions = (UnixFileMode)0x1FF; // 0777

    /// <summary>The reference of a file of the graph.</summary>
    public string ReferenceOf(string name) => prefix + name;

    /// <summary>Brings a file over, and removes it here.</summary>
    public async Task MoveAsync(string path)
    {
        await PutFileAsync(prefix + Path.GetFileName(path), path);
        File.Delete(path);
    }

    /// <summary>Writes bytes under a reference.</summary>
    public async Task PutAsync(string reference, byte[] bytes)
    {
        using var content = new MemoryStream(bytes);
        await blobs.PutAsync(GraphBlobs.KeyOf(run, reference), content);
    }

    /// <summary>Removes what a reference names.</summary>
    public Task DeleteAsync(string reference) => blobs.DeleteAsync(GraphBlobs.KeyOf(run, reference));

    /// <summary>Brings the files of a folder over, then the manifest that names them.</summary>
    /// <param name="folder">Absolute path of the folder; nothing in it changes meanwhile.</param>
    /// <param name="name">What the keys begin with, below the graph's prefix.</param>
    /// <returns>The manifest.</returns>
    public async Task<ResultManifest> PutFolderAsync(string folder, string name)
    {
        var files = new List<ManifestFile>();
        foreach (var path in new ResultCollector(["**"]).Find(folder).Where(path => RunFilePath.WrongWith(path) is null))
        {
            var (reference, file) = ($"{prefix}{name}/files/{path}", Path.Join(folder, path));
            if (!CanBeKey(reference))
                reference = string.Create(CultureInfo.InvariantCulture, $"{prefix}{name}/odd/{files.Count}");
            var info = await PutFileAsync(reference, file);
            files.Add(new(path, reference, info.Length, info.Sha256!, OperatingSystem.IsWindows() ? null : (int)(File.GetUnixFileMode(file) & Permissions)));
        }

        var manifest = new ResultManifest(files);
        await PutAsync(ManifestOf(name), ResultManifestJson.Write(manifest));
        return manifest;
    }

    /// <summary>The reference of the manifest of a folder that was brought over.</summary>
    public string ManifestOf(string name) => $"{prefix}{name}/{Manifest}";

    /// <summary>Fetches the files of a manifest into a folder, which is there whole or not at all.</summary>
    /// <param name="reference">The manifest's.</param>
    /// <param name="folder">Absolute path.</param>
    /// <exception cref="IOException">Something of it is not there, or was changed.</exception>
    public async Task FetchFolderAsync(string reference, string folder)
    {
        var manifest = await ResultManifest.ReadAsync(blobs, run, reference) ?? throw new IOException($"The manifest {reference} of run {run} is not there any more.");
        var unfinished = $"{folder}.new";
        if (Directory.Exists(unfinished))
            Directory.Delete(unfinished, recursive: true);
        Directory.CreateDirectory(unfinished);
        foreach (var file in manifest.Files)
            await FetchAsync(file, Path.Join(unfinished, file.Path));
        Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
        Directory.Move(unfinished, folder);
    }

    /// <summary>The bytes of a part of a file of the graph that is among the blobs; null: it is not there.</summary>
    public Task<Stream?> OpenAsync(string reference, long offset, long length) => blobs.GetAsync(GraphBlobs.KeyOf(run, reference), offset, length);

    private async Task<BlobInfo> PutFileAsync(string reference, string path)
    {
        await using var content = Open(path);
        return await blobs.PutAsync(GraphBlobs.KeyOf(run, reference), content);
    }

    /// <summary>Whether a key can hold the name, and is short enough that a store may put its own before it.</summary>
    private bool CanBeKey(string reference) =>
        GraphBlobs.KeyOf(run, reference) is var key && BlobKey.WrongWith(key) is null && Encoding.UTF8.GetByteCount(key) <= BlobKey.MostBytes / 2;

    private static FileStream Open(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (UnauthorizedAccessException) when (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.UserRead); // a job may have taken its own right away
            return File.OpenRead(path);
        }
    }

    private async Task FetchAsync(ManifestFile file, string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using (var content = await blobs.GetAsync(GraphBlobs.KeyOf(run, file.Key)) ?? throw new IOException($"The file {file.Key} of run {run} is not there any more."))
        await using (var to = File.Create(path))
            await content.CopyToAsync(to);
        await using (var written = File.OpenRead(path))
        {
            if (Convert.ToHexStringLower(await System.Security.Cryptography.SHA256.HashDataAsync(written)) is var digest && digest != file.Sha256)
                throw new IOException($"The file {file.Key} of run {run} has the SHA-256 {digest}, but its manifest says {file.Sha256}: it was changed or damaged.");
        }

        if (!OperatingSystem.IsWindows() && file.Mode is { } mode)
            File.SetUnixFileMode(path, (UnixFileMode)mode);
    }
}
