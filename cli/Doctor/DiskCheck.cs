using Muster.Cli.Rendering;
using Muster.Local.Store;

namespace Muster.Cli.Doctor;

/// <summary>Whether the store's file system has room.</summary>
/// <param name="path">The store's directory, absolute; need not exist.</param>
internal sealed class DiskCheck(string path) : IDoctorCheck
{
    private const long WarnBytes = 1L << 30;
    private const long FailBytes = 100L << 20;
    private const long WarnFiles = 10_000;
    private const long FailFiles = 1_000;

    /// <inheritdoc />
    public string Name => "disk";

    /// <inheritdoc />
    public Task<Finding> LookAsync(CancellationToken cancel) => Task.FromResult(Judge(path, DiskRoom.Of(path)));

    /// <summary>Decides: less than 100 MiB or 1,000 files is a failure, less than 1 GiB or 10,000 files a warning.</summary>
    public static Finding Judge(string path, DiskRoom room)
    {
        var files = room.Files is { } count ? $" and {Human.Count(count, "file")}" : "";
        var message = $"{Human.Bytes(room.Bytes)}{files} free at {path}";
        const string Fix = "Make room on that disk, or name a store on another one with --store.";
        return room.Bytes < FailBytes || room.Files < FailFiles ? Finding.Fail(message, Fix)
            : room.Bytes < WarnBytes || room.Files < WarnFiles ? Finding.Warn(message, Fix)
            : Finding.Ok(message);
    }
}
