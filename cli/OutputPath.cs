namespace Muster.Cli;

/// <summary>A file that a command is to write.</summary>
internal static class OutputPath
{
    /// <summary>Makes sure that it can be one, before there is anything to write.</summary>
    /// <param name="path">The path as it was given.</param>
    /// <param name="example">The name of such a file.</param>
    /// <exception cref="UsageException">It is a directory, or there is none to write it in.</exception>
    public static void Check(string path, string example)
    {
        if (Directory.Exists(path))
            throw new UsageException($"--output is {path}, which is a directory. Name a file, such as {Path.Join(path, example)}.");
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
            throw new UsageException($"--output is {path}, but there is no directory {folder}. Make it, or name a file elsewhere.");
    }
}
