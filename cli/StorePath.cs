namespace Muster.Cli;

/// <summary>Where the store is: <c>--store PATH</c>, else <c>MUSTER_STORE</c>, else <c>muster</c> in the user's data directory.</summary>
public static class StorePath
{
    /// <summary>The variable that names the store.</summary>
    public const string Variable = "MUSTER_STORE";

    /// <summary>The store's absolute path.</summary>
    /// <param name="option">The option's value; null: not given.</param>
    /// <param name="environment">The environment's variables; an empty one counts as not set.</param>
    /// <exception cref="UsageException">An empty path was given, or there is no data directory.</exception>
    public static string Of(string? option, Func<string, string?> environment)
    {
        if (option is { Length: 0 })
            throw new UsageException("--store was given an empty path. Name a directory, or leave the option out.");
        return Path.GetFullPath(option ?? Set(Variable) ?? Path.Join(DataDirectory(), "muster"));

        string? Set(string name) => environment(name) is { Length: > 0 } value ? value : null;

        // https://specifications.freedesktop.org/basedir-spec: a relative XDG_DATA_HOME is to be ignored.
        string DataDirectory() =>
            !OperatingSystem.IsWindows() && Set("XDG_DATA_HOME") is { } data && Path.IsPathRooted(data) ? data
            : OperatingSystem.IsLinux() && Set("HOME") is { } home ? Path.Join(home, ".local", "share")
            : Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData) is { Length: > 0 } local ? local
            : throw new UsageException($"This user has no data directory (HOME is not set). Name the store by --store PATH or {Variable}.");
    }
}

/// <summary>The command was used wrongly; nothing was done.</summary>
public sealed class UsageException : Exception
{
    /// <summary>An error with its text.</summary>
    /// <param name="message">What is wrong, what is allowed, what to do.</param>
    public UsageException(string message) : base(message) { }
}
