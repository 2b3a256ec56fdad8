namespace Muster.Agent.Processes;

/// <summary>The shell that runs commands: <c>bash</c>; on Windows <c>cmd</c>.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="CommandSwitch">The switch before a command's text, such as <c>-c</c>.</param>
public sealed record Shell(string Path, string CommandSwitch)
{
    /// <summary>Looks for the shell in PATH; do it once and keep it.</summary>
    /// <exception cref="StartException">There is none.</exception>
    public static Shell Find() => OperatingSystem.IsWindows()
        ? new(Environment.GetEnvironmentVariable("ComSpec") ?? @"C:\Windows\System32\cmd.exe", "/c")
        : Find(Environment.GetEnvironmentVariable("PATH"));

    /// <summary>Looks for bash in the folders of <paramref name="path"/>, in order; relative folders are left out.</summary>
    /// <exception cref="StartException">There is none.</exception>
    internal static Shell Find(string? path)
    {
        foreach (var folder in (path ?? "").Split(System.IO.Path.PathSeparator))
        {
            var candidate = System.IO.Path.Join(folder, "bash");
            if (System.IO.Path.IsPathFullyQualified(folder) && IsExecutable(candidate)) return new(candidate, "-c");
        }

        throw StartException.ShellMissing(path);
    }

    private static bool IsExecutable(string file) =>
        File.Exists(file) && !OperatingSystem.IsWindows()
        && (File.GetUnixFileMode(file) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != UnixFileMode.None;
}
