using System.Globalization;

namespace Muster.Agent.Machines;

/// <summary>
/// How much memory this process may use: the machine's, or the smallest limit of its cgroup and those above it, whether
/// of version 1 or 2.
/// </summary>
internal static class MemoryLimit
{
    /// <summary>Bytes; null when it cannot be learnt.</summary>
    /// <param name="root">Where <c>proc</c> and <c>sys</c> are: <c>/</c>.</param>
    public static long? Find(string root)
    {
        if (!OperatingSystem.IsLinux() && root == "/") return GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        var total = TotalOf(Path.Join(root, "proc/meminfo"));
        var limits = CgroupsOf(Path.Join(root, "proc/self/cgroup")).SelectMany(group => LimitsOf(root, group.IsOld, group.Path));
        return limits.Append(total).Min();
    }

    private static long? TotalOf(string file)
    {
        var line = LinesOf(file).FirstOrDefault(line => line.StartsWith("MemTotal:", StringComparison.Ordinal));
        return line is not null && NumberOf(line["MemTotal:".Length..].Replace(" kB", "", StringComparison.Ordinal)) is { } kib ? kib * 1024 : null;
    }

    /// <summary>Lines such as <c>0::/user.slice</c> (version 2) and <c>4:memory:/jobs/17</c> (version 1).</summary>
    private static IEnumerable<(bool IsOld, string Path)> CgroupsOf(string file)
    {
        foreach (var parts in LinesOf(file).Select(line => line.Split(':', 3)).Where(parts => parts.Length == 3))
        {
            if (parts[0] == "0") yield return (false, parts[2]);
            else if (parts[1].Split(',').Contains("memory", StringComparer.Ordinal)) yield return (true, parts[2]);
        }
    }

    /// <summary>Limits of a group and of all above it. In a container the mount's root is often the group itself.</summary>
    private static IEnumerable<long?> LimitsOf(string root, bool isOld, string group)
    {
        var (mount, file) = isOld ? ("sys/fs/cgroup/memory", "memory.limit_in_bytes") : ("sys/fs/cgroup", "memory.max");
        for (var path = group; ; path = path[..path.LastIndexOf('/')])
        {
            yield return LinesOf(Path.Join(root, mount, path, file)).Select(NumberOf).FirstOrDefault();
            if (!path.Contains('/', StringComparison.Ordinal)) yield break;
        }
    }

    /// <summary>The number, or null for <c>max</c> and for what cannot be read.</summary>
    private static long? NumberOf(string text) =>
        long.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

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
