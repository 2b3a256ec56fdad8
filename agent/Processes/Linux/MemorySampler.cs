using System.Globalization;

namespace Muster.Agent.Processes.Linux;

/// <summary>
/// Looks now and then at the peak memory of a process and its descendants. The kernel keeps each one's peak (VmHWM) while
/// it lives, so only growth after the last look is missed. Short processes are not looked at and cost nothing.
/// </summary>
internal sealed class MemorySampler(int leader)
{
    private static readonly TimeSpan[] FirstLooks = [TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1)];
    private static readonly TimeSpan LaterEvery = TimeSpan.FromSeconds(5);
    private const int MostProcesses = 200;

    private int _looks;

    /// <summary>When to look next, from the start of the process.</summary>
    public TimeSpan NextDue { get; private set; } = FirstLooks[0];

    /// <summary>Largest peak of any one process seen, in bytes; null: none seen.</summary>
    public long? Largest { get; private set; }

    /// <summary>Looks once.</summary>
    /// <param name="elapsed">Time since the start of the process.</param>
    public void Look(TimeSpan elapsed)
    {
        _looks++;
        NextDue = _looks < FirstLooks.Length ? Later(FirstLooks[_looks], elapsed) : elapsed + LaterEvery;
        var seen = new List<int> { leader };
        for (var i = 0; i < seen.Count && i < MostProcesses; i++)
        {
            if (PeakFloor.MemoryOf($"/proc/{seen[i]}/status") is { } peak && !(peak <= Largest)) Largest = peak;
            seen.AddRange(ChildrenOf(seen[i]));
        }
    }

    private static TimeSpan Later(TimeSpan planned, TimeSpan elapsed) => planned > elapsed ? planned : elapsed + FirstLooks[0];

    private static IEnumerable<int> ChildrenOf(int process)
    {
        try
        {
            return [.. Directory.EnumerateDirectories($"/proc/{process}/task")
                .SelectMany(thread => File.ReadAllText($"{thread}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Select(text => int.Parse(text, NumberStyles.None))];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
