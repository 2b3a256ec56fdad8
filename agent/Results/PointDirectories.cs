using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Muster.Agent.Output;
using Muster.Agent.Processes.Linux;

namespace Muster.Agent.Results;

/// <summary>Where the points of a run have their directories: <c>ROOT/INDEX÷1000/INDEX</c>, so that no folder grows large.</summary>
public sealed class PointDirectories
{
    private const int PerFolder = 1000;
    private const int ForAll = 0x1FF; // 0777, less the umask

    private readonly ConcurrentDictionary<string, byte> _spares = new(StringComparer.Ordinal);

    /// <summary>Directories below a root, which is made with the first of them.</summary>
    /// <param name="root">Absolute path.</param>
    public PointDirectories(string root) => Root = root;

    /// <summary>Absolute path of the folder that holds all of them.</summary>
    public string Root { get; }

    /// <summary>Absolute path of a point's directory, which need not exist.</summary>
    /// <param name="point">The point's index, 0-based.</param>
    public string PathOf(long point) => $"{Root}/{point / PerFolder}/{point}";

    /// <summary>Remembers an empty directory that its slot keeps for its next point.</summary>
    internal void KeepSpare(string path) => _spares.TryAdd(path, 0);

    /// <summary>Takes a spare; false when there is none at the path, or another slot took it: its point is tried again there.</summary>
    internal bool TryTakeSpare(string path) => _spares.TryRemove(path, out _);

    /// <summary>Removes the folders that were left empty, when the run is over.</summary>
    public void RemoveEmpty()
    {
        if (!Directory.Exists(Root)) return;
        foreach (var folder in Directory.EnumerateDirectories(Root)) TryRemove(folder);
        TryRemove(Root);
    }

    /// <summary>Makes a directory; false when it is there already.</summary>
    /// <exception cref="OutputException">It cannot be made.</exception>
    internal static bool Make(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            var isNew = !Directory.Exists(path);
            Directory.CreateDirectory(path);
            return isNew;
        }

        for (var tries = 0; ; tries++)
        {
            if (LibC.MakeDirectory(path, ForAll) == 0) return true;
            var error = Marshal.GetLastPInvokeError();
            if (error == LibC.Exists && Directory.Exists(path)) return false;
            if (error != LibC.NoEntry || tries > 0) throw OutputException.Of("make the point's directory", path, error);
            MakeParent(path);
        }
    }

    /// <summary>Gives an empty directory another path; false when there is one that is not empty.</summary>
    /// <exception cref="OutputException">It cannot be done.</exception>
    internal static bool TryMove(string from, string to)
    {
        for (var tries = 0; ; tries++)
        {
            if (LibC.Rename(from, to) == 0) return true;
            var error = Marshal.GetLastPInvokeError();
            if (error is LibC.NotEmpty or LibC.Exists) return false;
            if (error != LibC.NoEntry || tries > 0) throw OutputException.Of("make the point's directory", to, error);
            MakeParent(to);
        }
    }

    /// <summary>Removes a directory if it is empty; false when it is not, or not there.</summary>
    internal static bool TryRemove(string path)
    {
        if (OperatingSystem.IsLinux()) return LibC.RemoveDirectory(path) == 0;
        if (!Directory.Exists(path) || Directory.EnumerateFileSystemEntries(path).Any()) return false;
        Directory.Delete(path);
        return true;
    }

    private static void MakeParent(string path) => OutputFiles.MakeFolder(Path.GetDirectoryName(path)!);
}
