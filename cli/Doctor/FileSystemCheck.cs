using Muster.Local.Store;

namespace Muster.Cli.Doctor;

/// <summary>Whether the store's directory lies on a local file system.</summary>
/// <param name="path">The store's directory, absolute; need not exist.</param>
internal sealed class FileSystemCheck(string path) : IDoctorCheck
{
    /// <inheritdoc />
    public string Name => "file-system";

    /// <inheritdoc />
    public Task<Finding> LookAsync(CancellationToken cancel) => Task.FromResult(
        OperatingSystem.IsLinux() ? Judge(path, NetworkFileSystem.Of(path)) : Finding.Skip("This system does not tell what file system a path lies on."));

    /// <summary>Decides.</summary>
    /// <param name="path">The store's directory.</param>
    /// <param name="network">The network file system that it lies on; null: none.</param>
    public static Finding Judge(string path, (string MountPoint, string Type)? network) => network is not { } found
        ? Finding.Ok($"{path} is on no network file system")
        : Finding.Fail(
            $"{path} is on {found.MountPoint}, a network file system ({found.Type}), where file locks do not hold",
            "Name a directory on a local disk with --store or MUSTER_STORE.");
}
