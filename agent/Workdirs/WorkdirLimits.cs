namespace Muster.Agent.Workdirs;

/// <summary>How much of a folder is uploaded at most. Every instance fetches all of it before its first point.</summary>
public sealed record WorkdirLimits
{
    /// <summary>Most bytes of all files; default 2 GiB.</summary>
    public long MostBytes { get; init; } = 2L << 30;

    /// <summary>Most files, folders and links; default 100,000.</summary>
    public int MostEntries { get; init; } = 100_000;
}

/// <summary>A folder cannot be uploaded, or not be brought here.</summary>
/// <param name="message">Which folder, what was found, what is allowed, what to do.</param>
/// <param name="cause">What was seen; null: nothing.</param>
public sealed class WorkdirException(string message, Exception? cause = null) : IOException(message, cause);
