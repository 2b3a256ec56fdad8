using Muster.Agent.Processes.Linux;

namespace Muster.Agent.Processes;

/// <summary>
/// Finds and ends processes that an engine which is no more had started. A process id alone is never trusted: its start
/// must fit, and where that cannot be seen, a variable in its environment. On other systems than Linux nothing is found.
/// </summary>
public static class ProcessTable
{
    private static readonly TimeSpan s_lookAgain = TimeSpan.FromMilliseconds(10);

    /// <summary>How long processes are waited for after SIGKILL: 10 s. One that hangs in the kernel may take longer.</summary>
    public static TimeSpan KillPatience { get; } = TimeSpan.FromSeconds(10);

    /// <summary>What tells this process from others; null where the system does not tell.</summary>
    public static ProcessIdentity? OwnIdentity() =>
        OperatingSystem.IsLinux() && ProcStat.Of(Environment.ProcessId) is { } own ? new(own.Pid, own.Start, own.Start, BootClock.BootId) : null;

    /// <summary>Sends a signal to one process, and to no later one of its id.</summary>
    /// <returns>Whether it was there.</returns>
    public static bool TrySignal(ProcessIdentity identity, int signal)
    {
        using var handle = IsOfThisBoot(identity) ? ProcessHandle.Open(identity.Pid, identity.EarliestStart, identity.LatestStart) : null;
        handle?.Send(signal);
        return handle is not null;
    }

    /// <summary>Whether the process still runs. A zombie does not.</summary>
    public static bool IsAlive(ProcessIdentity identity) => StatOf(identity) is { IsAlive: true };

    /// <summary>
    /// Process ids of what still runs of the group that this process led, whether or not it runs itself.
    /// </summary>
    /// <param name="identity">The leader.</param>
    /// <param name="mark">A variable that the leader was started with and no other process has. Needed when the leader is gone:
    /// then its group's id might, after many years of use, belong to others.</param>
    public static IReadOnlyList<int> GroupOf(ProcessIdentity identity, EnvironmentVariable mark) =>
        [.. MembersOf(identity, mark).Select(member => member.Pid)];

    /// <summary>Process ids of all that were started with this variable, but for this process itself.</summary>
    public static IReadOnlyList<int> WithVariable(EnvironmentVariable mark) => [.. Marked(mark).Select(process => process.Pid)];

    /// <summary>The process that was started with this variable and leads its group; null: none runs.</summary>
    public static ProcessIdentity? LeaderWith(EnvironmentVariable mark)
    {
        foreach (var process in Marked(mark))
        {
            if (process.Group == process.Pid)
                return new(process.Pid, process.Start, process.Start, BootClock.BootId);
        }

        return null;
    }

    /// <summary>Ends what is left of a group: asks, waits, and uses force.</summary>
    /// <param name="identity">The leader.</param>
    /// <param name="mark">As for <see cref="GroupOf"/>.</param>
    /// <param name="grace">Time between SIGTERM and SIGKILL; zero: SIGKILL at once.</param>
    /// <param name="time">Clock and timers.</param>
    /// <returns>Process ids of those that did not end even so; normally none.</returns>
    public static Task<IReadOnlyList<int>> EndGroupAsync(ProcessIdentity identity, EnvironmentVariable mark, TimeSpan grace, TimeProvider time) =>
        EndAsync(() => MembersOf(identity, mark), grace, time);

    /// <summary>Ends all processes that were started with this variable, but for this process itself. See <see cref="EndGroupAsync"/>.</summary>
    public static Task<IReadOnlyList<int>> EndWithVariableAsync(EnvironmentVariable mark, TimeSpan grace, TimeProvider time) =>
        EndAsync(() => Marked(mark), grace, time);

    /// <summary>Sends a signal to what is left of a group, each process verified on its own.</summary>
    internal static void Signal(ProcessIdentity identity, EnvironmentVariable mark, int signal) => Signal(MembersOf(identity, mark), signal);

    private static async Task<IReadOnlyList<int>> EndAsync(Func<List<ProcStat>> find, TimeSpan grace, TimeProvider time)
    {
        var start = time.GetTimestamp();
        var left = find();
        if (left.Count > 0 && grace > TimeSpan.Zero)
        {
            Signal(left, Signals.Terminate);
            Signal(left, Signals.Continue);
        }

        using var timer = new PeriodicTimer(s_lookAgain, time);
        while (left.Count > 0 && time.GetElapsedTime(start) is var elapsed && elapsed < grace + KillPatience)
        {
            if (elapsed >= grace) Signal(left, Signals.Kill);
            await timer.WaitForNextTickAsync();
            left = find();
        }

        return [.. left.Select(process => process.Pid)];
    }

    private static void Signal(IEnumerable<ProcStat> processes, int signal)
    {
        foreach (var process in processes)
        {
            using var handle = ProcessHandle.Open(process.Pid, process.Start, process.Start);
            handle?.Send(signal);
        }
    }

    private static List<ProcStat> MembersOf(ProcessIdentity identity, EnvironmentVariable mark)
    {
        if (!IsOfThisBoot(identity)) return [];
        var leader = ProcStat.Of(identity.Pid);
        if (leader is { } other && !Fits(other, identity)) return []; // its id is in use again, so its group was empty
        return [.. ProcStat.All().Where(process =>
            process.Group == identity.Pid && process.IsAlive && process.Start >= identity.EarliestStart
            && (leader is not null || process.Carries(mark)))];
    }

    private static List<ProcStat> Marked(EnvironmentVariable mark) => OperatingSystem.IsLinux()
        ? [.. ProcStat.All().Where(process => process.IsAlive && process.Pid != Environment.ProcessId && process.Carries(mark))]
        : [];

    private static ProcStat? StatOf(ProcessIdentity identity) =>
        IsOfThisBoot(identity) && ProcStat.Of(identity.Pid) is { } stat && Fits(stat, identity) ? stat : null;

    private static bool Fits(ProcStat stat, ProcessIdentity identity) =>
        stat.Start >= identity.EarliestStart && stat.Start <= identity.LatestStart;

    private static bool IsOfThisBoot(ProcessIdentity identity) =>
        OperatingSystem.IsLinux() && identity.BootId == BootClock.BootId;
}
