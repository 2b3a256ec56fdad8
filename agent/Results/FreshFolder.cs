namespace Muster.Agent.Results;

/// <summary>
/// A folder that was made for a command and marked, so that it can be told afterwards whether anything was ever in it: by its time of change, which is set to
/// what no clock gives. What it cannot tell is a process that left its group and stayed there.
/// </summary>
internal readonly record struct FreshFolder
{
    private static readonly DateTime s_mark = new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc).AddTicks(7);

    private readonly UnixFileMode mode;

    private FreshFolder(UnixFileMode mode) => this.mode = mode;

    /// <summary>Marks a folder that was just made; null: this system has no such mark.</summary>
    /// <param name="path">Absolute path.</param>
    public static FreshFolder? Mark(string path)
    {
        if (!OperatingSystem.IsLinux()) return null;
        Directory.SetLastWriteTimeUtc(path, s_mark);
        return new(File.GetUnixFileMode(path));
    }

    /// <summary>Whether the folder, which may have another path by now, is as it was made.</summary>
    public bool IsUntouched(string path)
    {
        if (!OperatingSystem.IsLinux()) return false;
        var now = new DirectoryInfo(path);
        return now.Exists && now.LastWriteTimeUtc == s_mark && now.UnixFileMode == mode;
    }
}
