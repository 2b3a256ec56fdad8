namespace Muster.Local.Store;

/// <summary>Whether a file's error means that its disk has no room, or its owner no more quota.</summary>
internal static class DiskFull
{
    private const int NoSpaceLeft = 28;
    private const int QuotaExceeded = 122;
    private const int WindowsDiskFull = 0x70;
    private const int WindowsHandleDiskFull = 0x27;

    /// <summary>Whether an error means that.</summary>
    public static bool Is(Exception error) => error is IOException && (error.HResult & 0xffff) is var code
        && (OperatingSystem.IsWindows() ? code is WindowsDiskFull or WindowsHandleDiskFull : code is NoSpaceLeft or QuotaExceeded or WindowsDiskFull);
}
