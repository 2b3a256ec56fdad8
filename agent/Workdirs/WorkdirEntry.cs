namespace Muster.Agent.Workdirs;

/// <summary>A part of a folder that is uploaded.</summary>
/// <param name="Path">Relative to the folder, with <c>/</c>.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Mode">Permissions, at most 0777; 0 of a link, which has none of its own.</param>
/// <param name="Content">Of a file: the SHA-256 of its bytes in lower-case hex; of a link: where it points; of a folder: empty.</param>
/// <param name="Length">Bytes of a file; else 0.</param>
public sealed record WorkdirEntry(string Path, WorkdirKind Kind, int Mode, string Content, long Length);

/// <summary>What a part of a folder is.</summary>
public enum WorkdirKind
{
    /// <summary>A folder.</summary>
    Folder,
    /// <summary>A file with bytes in it.</summary>
    File,
    /// <summary>A symbolic link; it is kept as it is, wherever it points.</summary>
    Link,
}
