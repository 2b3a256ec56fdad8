using Muster.Agent.Results;
using Muster.Archives;
using Muster.Cli.Rendering;

namespace Muster.Cli.Archiving;

/// <summary>An archive as a file or a standard stream.</summary>
internal static class ArchiveFile
{
    /// <summary>The name that stands for a standard stream.</summary>
    public const string Standard = "-";

    /// <summary>Such as <c>14 entries of 3.2 MiB</c>, uncompressed.</summary>
    public static string Amount(ArchiveManifest manifest) =>
        $"{manifest.Entries.Count} {(manifest.Entries.Count == 1 ? "entry" : "entries")} of {Human.Bytes(manifest.Entries.Sum(entry => entry.Length))}";

    /// <summary>Writes an archive. A file is there when it is whole, and not before; a pipe or device is written to as it is, and stays.</summary>
    public static async Task<ArchiveManifest> WriteAsync(CommandContext context, string path, Func<Stream, Task<ArchiveManifest>> write)
    {
        if (path == Standard)
        {
            context.Out.Flush();
            return await write(context.OutBytes);
        }

        OutputPath.Check(path, "run.tar.gz");
        if (File.Exists(path) && !RegularFiles.Is(path))
        {
            await using var open = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            return await write(open);
        }

        var unfinished = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            ArchiveManifest manifest;
            await using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                manifest = await write(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path, overwrite: true);
            return manifest;
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }

    /// <summary>Opens an archive.</summary>
    /// <exception cref="UsageException">There is no such file.</exception>
    public static Stream Open(CommandContext context, string path) => path == Standard ? context.OpenIn()
        : File.Exists(path) ? File.OpenRead(path)
        : throw new UsageException(Directory.Exists(path) ? $"{path} is a directory; name the archive that 'muster export' wrote." : $"There is no file {path}; name the archive that 'muster export' wrote, or - for the standard input.");
}
