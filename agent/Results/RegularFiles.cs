using Muster.Agent.Processes.Linux;

namespace Muster.Agent.Results;

/// <summary>Tells files from pipes, sockets and devices, which must not be opened: that could wait for ever. .NET shows them all as files.</summary>
public static unsafe class RegularFiles
{
    private const int FromHere = -100, OnlyType = 1, TypeMask = 0xF000, Regular = 0x8000;
    private const int ModeAt = 28; // of struct statx, which is the same on all machines

    /// <summary>Whether it is a file with bytes in it, or a link to one.</summary>
    public static bool Is(string path)
    {
        if (!OperatingSystem.IsLinux()) return File.Exists(path);
        var status = stackalloc byte[256];
        return LibC.Status(FromHere, path, 0, OnlyType, status) == 0 && (*(ushort*)(status + ModeAt) & TypeMask) == Regular;
    }
}
