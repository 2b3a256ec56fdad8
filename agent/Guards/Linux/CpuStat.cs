namespace Muster.Agent.Guards.Linux;

/// <summary>What <c>/proc/stat</c> says of the cores.</summary>
/// <param name="Busy">Time that they were busy, summed over all.</param>
/// <param name="Cores">Cores that are there.</param>
internal sealed record CpuStat(TimeSpan Busy, int Cores)
{
    // USER_HZ, which is 100 on all machines that .NET runs on.
    private const long TicksPerJiffy = TimeSpan.TicksPerSecond / 100;

    /// <summary>Reads the lines; null when the line of all cores is missing.</summary>
    /// <exception cref="FormatException">They are not as expected.</exception>
    public static CpuStat? Parse(IEnumerable<string> lines)
    {
        string[]? all = null;
        var cores = 0;
        foreach (var words in lines.TakeWhile(line => line.StartsWith("cpu", StringComparison.Ordinal)).Select(Readings.Words))
        {
            if (words[0] == "cpu") all = words;
            else cores++;
        }

        return all is null || cores == 0 ? null : new(new(JiffiesOf(all) * TicksPerJiffy), cores);
    }

    // user nice system idle iowait irq softirq steal guest guest_nice. Guests are in user already; stolen is what wanted to run.
    private static long JiffiesOf(string[] words) => words.Length >= 5
        ? words.Skip(1).Take(8).Where((_, place) => place is not (3 or 4)).Sum(Readings.Number)
        : throw new FormatException("The line of all cores is cut off.");
}
