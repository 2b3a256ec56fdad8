namespace Muster.Agent.Guards.Linux;

/// <summary>
/// The terminals at which somebody may sit: all pseudo-terminals that are open, and the others that the list of logins (utmp) names. Many systems have no such list
/// any more; there the consoles count all the same. When a terminal is typed at, the kernel notes it as the last access to its device, within 8 seconds.
/// </summary>
internal static class Terminals
{
    /// <summary>How long ago somebody typed at each.</summary>
    /// <param name="root">Where <c>dev</c> and <c>run</c> are.</param>
    /// <param name="now">The time (UTC).</param>
    /// <returns>Null: the terminals cannot be listed.</returns>
    /// <exception cref="IOException">One cannot be looked at.</exception>
    public static IReadOnlyList<TimeSpan>? IdleFor(string root, DateTimeOffset now)
    {
        var folder = Path.Join(root, "dev");
        if (!Directory.Exists(Path.Join(folder, "pts")))
            return null;
        var devices = Numbered(Path.Join(folder, "pts"), "").Concat(Logins(root, folder)).Distinct(StringComparer.Ordinal);
        return [.. devices.Select(device => Look(device, now)).OfType<TimeSpan>()];
    }

    private static IEnumerable<string> Logins(string root, string folder)
    {
        foreach (var list in (string[])["run/utmp", "var/run/utmp"])
        {
            if (File.Exists(Path.Join(root, list)))
                return LoginList.TerminalsOf(File.ReadAllBytes(Path.Join(root, list)), LoginList.EntryBytesHere).Select(line => Path.Join(folder, line));
        }

        return Numbered(folder, "tty");
    }

    private static IEnumerable<string> Numbered(string folder, string prefix) => Directory.EnumerateFileSystemEntries(folder, $"{prefix}*")
        .Where(path => Path.GetFileName(path.AsSpan())[prefix.Length..] is { Length: > 0 } number && !number.ContainsAnyExceptInRange('0', '9'));

    /// <summary>Null: it was closed meanwhile, or the list of logins is old.</summary>
    private static TimeSpan? Look(string device, DateTimeOffset now)
    {
        if (!Path.Exists(device))
            return null;
        var typed = new DateTimeOffset(File.GetLastAccessTimeUtc(device));
        return typed < now ? now - typed : TimeSpan.Zero;
    }
}
