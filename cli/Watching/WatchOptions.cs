using System.CommandLine;

namespace Muster.Cli.Watching;

/// <summary>Reads the options of commands that watch.</summary>
internal static class WatchOptions
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    /// <summary>Whether it is to be watched.</summary>
    /// <exception cref="UsageException">The time is for nothing, or too short.</exception>
    public static bool IsAsked(ParseResult parsed, Option<bool> watch, Option<TimeSpan?> every)
    {
        if (parsed.GetValue(every) is not { } time)
            return parsed.GetValue(watch);
        if (!parsed.GetValue(watch))
            throw new UsageException("--every says how often --watch looks; give both, or none.");
        return time >= Shortest ? true : throw new UsageException($"--every is less than {Shortest.TotalMilliseconds}ms, the shortest time.");
    }
}
