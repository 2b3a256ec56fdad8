using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Muster.Cli.Rendering;
using Muster.Graphs;
using Muster.Jobs;

namespace Muster.Cli.Results;

/// <summary>A file that was copied, or was not.</summary>
/// <param name="File">The file.</param>
/// <param name="Path">Where it was copied to, below the directory.</param>
/// <param name="Problem">Why it was not copied; null: it was.</param>
internal readonly record struct CopiedFile(ManifestFile File, string Path, string? Problem);

/// <summary>Copies the result files of a job to a directory. Each is compared with its SHA-256, and is there whole or not at all; none comes to lie outside of the directory.</summary>
/// <param name="reader">Opens the files.</param>
/// <param name="directory">Where to; it is made.</param>
internal sealed class JobFileCopy(JobResultReader reader, string directory)
{
    private readonly string root = Path.GetFullPath(directory);

    /// <summary>Copies; the answer is a line for each file that was copied.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> TellAsync(CommandContext context, JobResults results, CancellationToken cancel)
    {
        var copied = 0;
        await foreach (var file in RunAsync(results, cancel))
        {
            if (file.Problem is { } problem)
            {
                context.Say($"muster: {file.File.Path} was not copied: {problem}");
                continue;
            }

            copied++;
            context.Out.WriteLine(Table.Clean(file.Path));
        }

        context.Say($"{Human.Count(copied, "file")} of job '{results.Of.Job}' copied to {root}.");
        return copied == results.Files.Count ? ExitCode.Done : ExitCode.CouldNotTell;
    }

    /// <summary>Copies the files one after the other; one that cannot be copied does not keep the others.</summary>
    public async IAsyncEnumerable<CopiedFile> RunAsync(JobResults results, [EnumeratorCancellation] CancellationToken cancel)
    {
        Directory.CreateDirectory(root);
        foreach (var file in results.Files)
            yield return new(file, Path.Join(directory, file.Path), await CopyAsync(file, cancel));
    }

    /// <summary>Copies a file; why not, or null.</summary>
    private async Task<string?> CopyAsync(ManifestFile file, CancellationToken cancel)
    {
        var path = Path.GetFullPath(Path.Join(root, file.Path));
        if (!path.StartsWith(Path.EndsInDirectorySeparator(root) ? root : $"{root}{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            return "its path leads out of the directory.";
        if (MakeFolder(file.Path.Split('/')[..^1]) is { } problem)
            return problem;
        if (Directory.Exists(path) && new FileInfo(path).LinkTarget is null)
            return $"{path} is a directory.";
        await using var content = await reader.OpenAsync(file, cancel);
        if (content is null)
            return $"{reader.UriOf(file)} is not there any more.";
        var unfinished = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            if (await WriteAsync(file, content, unfinished, cancel) is { } wrong)
                return wrong;
            File.Move(unfinished, path, overwrite: true); // a link that was there is replaced, not followed
            return null;
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    private static async Task<string?> WriteAsync(ManifestFile file, Stream content, string path, CancellationToken cancel)
    {
        using var digest = SHA256.Create();
        File.Delete(path);
        await using (var target = new FileStream(path, FileMode.CreateNew, FileAccess.Write))
        await using (var both = new CryptoStream(target, digest, CryptoStreamMode.Write))
            await content.CopyToAsync(both, cancel);
        if (Convert.ToHexStringLower(digest.Hash!) is var found && found != file.Sha256)
            return $"what is kept has the SHA-256 {found}, and {file.Sha256} was written. It was changed or damaged.";
        if (file.Mode is { } mode && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, (UnixFileMode)mode | UnixFileMode.UserWrite | UnixFileMode.UserRead);
        return null;
    }

    /// <summary>Makes the folders of a file. A link among them might lead elsewhere.</summary>
    private string? MakeFolder(IEnumerable<string> parts)
    {
        var folder = root;
        foreach (var part in parts)
        {
            folder = Path.Join(folder, part);
            if (new DirectoryInfo(folder).LinkTarget is { } target)
                return $"{folder} is a link to {target}, which may lead out of the directory. Remove it, or copy to another directory.";
            if (File.Exists(folder))
                return $"{folder} is a file.";
            Directory.CreateDirectory(folder);
        }

        return null;
    }
}
