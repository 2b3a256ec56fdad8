using System.Globalization;

namespace Muster.Agent.Processes.Linux.OutOfMemory;

/// <summary>
/// The kernel's counts: of the own cgroup (version 2 counts those below it, too), else of the whole machine. Where the count is found is learnt once:
/// a process does not change its group unasked.
/// </summary>
internal sealed class LinuxMemoryKills : IMemoryKills
{
    private readonly string? file;
    private readonly string source;

    /// <param name="root">Where <c>proc</c> and <c>sys</c> are: <c>/</c>.</param>
    public LinuxMemoryKills(string root)
    {
        foreach (var (path, name) in Places(root))
        {
            if (CountIn(path) is null)
                continue;
            (file, source) = (path, name);
            return;
        }

        source = "";
    }

    /// <inheritdoc />
    public MemoryKillCount Read() => file is null ? MemoryKillCount.Unknown : new(CountIn(file), source);

    private static IEnumerable<(string Path, string Name)> Places(string root)
    {
        foreach (var parts in LinesOf(Path.Join(root, "proc/self/cgroup")).Select(line => line.Split(':', 3)).Where(parts => parts.Length == 3))
        {
            var (mount, file) = parts[0] == "0" ? ("sys/fs/cgroup", "memory.events") : ("sys/fs/cgroup/memory", "memory.oom_control");
            if (parts[0] != "0" && !parts[1].Split(',').Contains("memory", StringComparer.Ordinal))
                continue;
            yield return (Path.Join(root, mount, parts[2], file), $"cgroup {parts[2]}");
            yield return (Path.Join(root, mount, file), $"cgroup {parts[2]}"); // in a container the mount's root is often the group itself
        }

        yield return (Path.Join(root, "proc/vmstat"), "this machine");
    }

    /// <summary>The number of the line <c>oom_kill N</c>, which all three kinds of files have; null: it cannot be read.</summary>
    private static long? CountIn(string file)
    {
        const string Name = "oom_kill ";
        var line = LinesOf(file).FirstOrDefault(line => line.StartsWith(Name, StringComparison.Ordinal));
        return long.TryParse(line.AsSpan(line is null ? 0 : Name.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;
    }

    private static IEnumerable<string> LinesOf(string file)
    {
        try
        {
            return File.Exists(file) ? File.ReadAllLines(file) : [];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
