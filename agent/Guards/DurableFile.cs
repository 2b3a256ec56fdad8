using Muster.Agent.Output;

namespace Muster.Agent.Guards;

/// <summary>Small files of an agent, each written whole beside its place and then put there: nobody ever reads half of one.</summary>
internal static class DurableFile
{
    /// <summary>Writes a file; durable when this returns.</summary>
    /// <param name="path">Absolute path; its folder exists.</param>
    /// <param name="content">All of it.</param>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        Put(path, content, durable: true);
        OutputFiles.SyncFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>Writes a file that nobody needs after a power loss.</summary>
    /// <inheritdoc cref="Write" />
    public static void WriteFleeting(string path, ReadOnlySpan<byte> content) => Put(path, content, durable: false);

    /// <summary>All bytes of a file; null: it is not there.</summary>
    public static byte[]? TryRead(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Removes a file, if it is there; durable when this returns.</summary>
    public static void Remove(string path)
    {
        if (!File.Exists(path))
            return;
        File.Delete(path);
        OutputFiles.SyncFolder(Path.GetDirectoryName(path)!);
    }

    private static void Put(string path, ReadOnlySpan<byte> content, bool durable)
    {
        var unfinished = $"{path}.{Environment.ProcessId}.new";
        try
        {
            using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                file.Write(content);
                if (durable)
                    file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path, overwrite: true);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }
}
