namespace Muster.Agent.Keeping;

/// <summary>Removes files and folders that commands left, also where they took the right to do so from themselves.</summary>
public static class RunFolderRemoval
{
    private const UnixFileMode OwnersOwn = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Removes a folder and all in it. Links are removed, and what they lead to stays.</summary>
    /// <param name="folder">Absolute path; nothing there is no error.</param>
    public static void RemoveAll(string folder)
    {
        if (!Directory.Exists(folder))
            return;
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException && Open(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Removes a file of a folder, and the folders between that it leaves empty.</summary>
    /// <param name="top">Absolute path of the folder, which stays.</param>
    /// <param name="path">Relative to it; nothing there is no error.</param>
    public static void RemoveFile(string top, string path)
    {
        var full = Path.Join(top, path);
        var folder = Path.GetDirectoryName(full)!;
        if (!Directory.Exists(folder))
            return;
        try
        {
            File.Delete(full);
        }
        catch (UnauthorizedAccessException) when (Open(folder))
        {
            File.Delete(full);
        }

        for (; folder.Length > top.Length && !Directory.EnumerateFileSystemEntries(folder).Any(); folder = Path.GetDirectoryName(folder)!)
            Directory.Delete(folder);
    }

    /// <summary>Gives the owner all rights to a folder and those in it.</summary>
    /// <returns>Whether any of them lacked some.</returns>
    private static bool Open(string folder)
    {
        if (OperatingSystem.IsWindows())
            return false;
        var mode = File.GetUnixFileMode(folder);
        var lacked = (mode & OwnersOwn) != OwnersOwn;
        if (lacked)
            File.SetUnixFileMode(folder, mode | OwnersOwn);
        foreach (var inner in new DirectoryInfo(folder).EnumerateDirectories().Where(inner => inner.LinkTarget is null))
            lacked |= Open(inner.FullName);
        return lacked;
    }
}
