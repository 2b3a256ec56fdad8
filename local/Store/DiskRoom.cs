namespace Muster.Local.Store;

/// <summary>What a file system has left for this user.</summary>
/// <param name="Bytes">Bytes; 0 or more.</param>
/// <param name="Files">How many more files it takes; null: it has no limit of its own, or does not tell.</param>
public sealed record DiskRoom(long Bytes, long? Files)
{
    /// <summary>What is left where a path lies or would lie.</summary>
    /// <param name="path">Absolute; the nearest directory that exists tells.</param>
    public static DiskRoom Of(string path)
    {
        var here = path;
        while (!Directory.Exists(here) && Path.GetDirectoryName(here) is { } parent)
            here = parent;
        return new(new DriveInfo(here).AvailableFreeSpace, OperatingSystem.IsLinux() ? FileSystemType.FreeFiles(here) : null);
    }
}
