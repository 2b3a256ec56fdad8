namespace Muster.Local.Store;

/// <summary>Whether a path lies on a network file system, where locks do not hold and a cached write may be lost.</summary>
public static class NetworkFileSystem
{
    private const string MountInfo = "/proc/self/mountinfo";

    private static readonly HashSet<string> Types = new(StringComparer.Ordinal)
    {
        "nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "9p", "afs", "ncpfs", "coda", "ceph", "lustre", "glusterfs", "gpfs",
        "beegfs", "orangefs", "pvfs2", "ocfs2", "gfs2", "davfs", "acfs", "panfs", "wekafs", "virtiofs",
    };

    private static readonly string[] FusePrograms =
        ["sshfs", "s3fs", "rclone", "glusterfs", "gcsfuse", "goofys", "mount-s3", "davfs2", "curlftpfs", "cephfs", "juicefs", "smbnetfs", "dfs", "fuse-nfs"];

    /// <summary>The network file system that a path lies on.</summary>
    /// <param name="path">Absolute and without symbolic links; need not exist.</param>
    /// <param name="mountInfo">The text of Linux's <c>/proc/self/mountinfo</c>.</param>
    /// <returns>Its mount point and type; null when the path is on a local one, or no line tells.</returns>
    public static (string MountPoint, string Type)? Find(string path, string mountInfo)
    {
        (string MountPoint, string Type)? best = null;
        foreach (var line in mountInfo.Split('\n'))
        {
            // "36 35 98:0 /root /mount/point rw,noatime master:1 - type source options"; later mounts cover earlier ones.
            var halves = line.Split(" - ", 2);
            var fields = halves[0].Split(' ');
            if (halves.Length < 2 || fields.Length < 6)
                continue;
            var mountPoint = Unescape(fields[4]);
            if (Covers(mountPoint, path) && mountPoint.Length >= (best?.MountPoint.Length ?? 0))
                best = (mountPoint, halves[1].Split(' ')[0]);
        }

        return best is { } found && IsNetwork(found.Type) ? found : null;
    }

    /// <summary>The network file system that a path of this machine lies on.</summary>
    /// <param name="path">Absolute; need not exist.</param>
    /// <returns>Its mount point and type; null when the path is on a local one, or the system does not tell.</returns>
    public static (string MountPoint, string Type)? Of(string path) =>
        // The table of mounts is read only when the kernel's number does not settle it: a short command has no time for it.
        OperatingSystem.IsLinux() && !FileSystemType.IsLocal(path) && File.Exists(MountInfo) ? Find(Resolve(path), File.ReadAllText(MountInfo)) : null;

    /// <summary>Throws when a path lies on a network file system. Where the system does not tell, nothing is refused.</summary>
    /// <exception cref="StoreProblemException">Names the mount point and its type.</exception>
    internal static void Refuse(string path)
    {
        if (Of(path) is { } found)
            throw StoreProblemException.OnNetwork(path, found.MountPoint, found.Type);
    }

    private static bool IsNetwork(string type) =>
        Types.Contains(type) || (type.StartsWith("fuse.", StringComparison.Ordinal) && FusePrograms.Contains(type["fuse.".Length..]));

    private static bool Covers(string mountPoint, string path) =>
        mountPoint == "/" || path == mountPoint || path.StartsWith(mountPoint + "/", StringComparison.Ordinal);

    // Spaces, tabs, newlines and backslashes are written as three octal digits.
    private static string Unescape(string field) => field
        .Replace("\\040", " ", StringComparison.Ordinal).Replace("\\011", "\t", StringComparison.Ordinal)
        .Replace("\\012", "\n", StringComparison.Ordinal).Replace("\\134", "\\", StringComparison.Ordinal);

    // The deepest directory that exists decides; links on the way are followed from the top.
    private static string Resolve(string path)
    {
        var parent = Path.GetDirectoryName(path);
        if (parent is null)
            return path;
        var here = Path.Combine(Resolve(parent), Path.GetFileName(path));
        return new DirectoryInfo(here) is { LinkTarget: not null } link ? Resolve(link.ResolveLinkTarget(returnFinalTarget: true)!.FullName) : here;
    }
}
