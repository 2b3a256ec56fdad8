using System.Runtime.InteropServices;

namespace Muster.Cli.Doctor;

/// <summary>Whether this user may write in the store's directory, and whether others may look into it.</summary>
/// <param name="path">The store's directory, absolute; need not exist.</param>
internal sealed partial class AccessCheck(string path) : IDoctorCheck
{
    private const int Write = 2; // W_OK
    private const int Enter = 1; // X_OK
    private const UnixFileMode OfOthers =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <inheritdoc />
    public string Name => "access";

    /// <inheritdoc />
    public Task<Finding> LookAsync(CancellationToken cancel)
    {
        if (OperatingSystem.IsWindows())
            return Task.FromResult(Finding.Skip("This system has other rights than those of owners and groups."));
        var place = path;
        while (!Directory.Exists(place) && Path.GetDirectoryName(place) is { } above)
            place = above;
        return Task.FromResult(Judge(path, place, Access(place, Write | Enter) == 0, File.GetUnixFileMode(place)));
    }

    /// <summary>Decides: a place where nothing can be written is a failure, a directory that is not for its owner only a warning.</summary>
    /// <param name="path">The store's directory.</param>
    /// <param name="place">The directory itself, or the nearest above that exists.</param>
    /// <param name="mayWrite">Whether this user may write there.</param>
    /// <param name="mode">The rights of the place.</param>
    public static Finding Judge(string path, string place, bool mayWrite, UnixFileMode mode)
    {
        if (!mayWrite)
            return Finding.Fail($"This user may not write in {place}", "Give the directory to this user (chown), or name another one with --store or MUSTER_STORE.");
        if (place != path)
            return Finding.Ok($"{path} can be made, for this user only");
        return (mode & OfOthers) == UnixFileMode.None
            ? Finding.Ok($"{path} is for its owner only")
            : Finding.Warn($"Others than its owner have rights in {path} ({Convert.ToString((int)mode, 8)}), where the specs and outputs of all runs are", $"If that is not meant: chmod 700 {path}");
    }

    [LibraryImport("libc", EntryPoint = "access", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Access(string path, int rights);
}
