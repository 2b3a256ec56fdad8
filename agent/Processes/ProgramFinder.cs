namespace Muster.Agent.Processes;

/// <summary>Finds programs as a shell does: a name without a slash in the folders of PATH, anything else as a path.</summary>
/// <param name="directory">Absolute path of the directory that relative paths, and relative folders of PATH, begin at.</param>
/// <param name="path">The value of PATH; null: there is none.</param>
public sealed class ProgramFinder(string directory, string? path)
{
    private const UnixFileMode Anybody = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Absolute path of a program.</summary>
    /// <param name="name">The program as somebody wrote it.</param>
    /// <exception cref="StartException">There is none.</exception>
    public string Find(string name)
    {
        if (OperatingSystem.IsWindows() && !Path.IsPathRooted(name)) return name; // the system looks for it, with the endings that it knows
        return name.Contains('/', StringComparison.Ordinal) ? AtPath(name) : InPath(name);
    }

    private string AtPath(string name)
    {
        var file = Path.GetFullPath(name, directory);
        if (Directory.Exists(file)) throw StartException.IsDirectory(name);
        if (!File.Exists(file)) throw StartException.ProgramMissing(name, file);
        return IsExecutable(file) ? file : throw StartException.NotExecutable(name, "it may not be executed");
    }

    private string InPath(string name)
    {
        string? found = null;
        foreach (var folder in name.Length == 0 ? [] : (path ?? "").Split(Path.PathSeparator))
        {
            var file = Path.GetFullPath(Path.Join(folder, name), directory);
            if (!File.Exists(file)) continue;
            if (IsExecutable(file)) return file;
            found ??= file;
        }

        throw found is null ? StartException.NotInPath(name, path) : StartException.NotExecutable(found, "it may not be executed");
    }

    private static bool IsExecutable(string file) => OperatingSystem.IsWindows() || (File.GetUnixFileMode(file) & Anybody) != UnixFileMode.None;
}
