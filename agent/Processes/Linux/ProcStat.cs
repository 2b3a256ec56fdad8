using System.Globalization;

namespace Muster.Agent.Processes.Linux;

/// <summary>What <c>/proc/PID/stat</c> says of a process.</summary>
/// <param name="Pid">Process id.</param>
/// <param name="State">One letter; Z is a zombie, X is dead.</param>
/// <param name="Group">Id of its process group.</param>
/// <param name="Start">When it started, in ticks of 1/100 s since boot.</param>
internal readonly record struct ProcStat(int Pid, char State, int Group, long Start)
{
    private const int StartField = 22, GroupField = 5, FirstAfterName = 3;

    /// <summary>Whether it still can do anything.</summary>
    public bool IsAlive => State is not ('Z' or 'X');

    /// <summary>Looks at one process; null when there is none.</summary>
    public static ProcStat? Of(int pid)
    {
        try
        {
            return Parse(pid, File.ReadAllText($"/proc/{pid}/stat"));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>All processes that can be seen.</summary>
    public static IEnumerable<ProcStat> All() => Directory.EnumerateDirectories("/proc")
        .Select(path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? Of(pid) : null)
        .OfType<ProcStat>();

    /// <summary>Whether it was started with a variable in its environment. What one may not look at has none.</summary>
    public bool Carries(EnvironmentVariable mark)
    {
        try
        {
            var wanted = System.Text.Encoding.UTF8.GetBytes($"{mark.Name}={mark.Value}");
            var rest = File.ReadAllBytes($"/proc/{Pid}/environ").AsSpan();
            while (rest.Length > 0)
            {
                var end = rest.IndexOf((byte)0);
                var entry = end < 0 ? rest : rest[..end];
                if (entry.SequenceEqual(wanted)) return true;
                rest = end < 0 ? [] : rest[(end + 1)..];
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // It ended, or is another user's.
        }

        return false;
    }

    /// <summary>The name, second and in parentheses, may hold anything: fields are counted from its last parenthesis.</summary>
    internal static ProcStat Parse(int pid, string text)
    {
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return new(
            pid,
            fields[0][0],
            int.Parse(fields[GroupField - FirstAfterName], CultureInfo.InvariantCulture),
            long.Parse(fields[StartField - FirstAfterName], CultureInfo.InvariantCulture));
    }
}
