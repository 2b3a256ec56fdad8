using Muster.Agent.Processes.Survivors;

namespace Muster.Agent.Processes.Linux;

/// <summary>Processes on Linux: posix_spawn to start, a waiting thread for each running one, wait4 to learn its end.</summary>
public sealed class LinuxProcessHost : IProcessHost, IAdoptingHost
{
    private readonly Spawner _spawner = new();
    private readonly WaiterPool _waiters = new();

    /// <summary>A host on this machine.</summary>
    /// <param name="time">Clock and timers.</param>
    /// <param name="continueInline">
    /// Whether continuations of <see cref="IRunningProcess.Ended"/> run on the thread that waited, so that the next start
    /// needs no other thread to wake: default true. False takes them to the thread pool.
    /// </param>
    public LinuxProcessHost(TimeProvider time, bool continueInline = true)
    {
        Time = time;
        Agenda = new(time);
        Completion = continueInline ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously;
        ChildSignal.Heed();
    }

    internal TimeProvider Time { get; }

    internal Agenda Agenda { get; }

    internal PeakFloor PeakFloor { get; } = new();

    internal TaskCreationOptions Completion { get; }

    /// <inheritdoc />
    public IRunningProcess Start(ProcessStart start)
    {
        var beginning = new Beginning(Time.GetUtcNow(), Time.GetTimestamp(), Agenda.Now);
        var earliest = BootClock.Ticks;
        var pid = _spawner.Start(start);
        var process = new LinuxProcess(this, start.Limits, new(pid, earliest, BootClock.Ticks, BootClock.BootId), beginning);
        Agenda.Add(process);
        _waiters.Assign(process);
        return process;
    }

    /// <inheritdoc />
    public IRunningProcess Adopt(Adoption adoption)
    {
        var process = new AdoptedProcess(this, adoption);
        Agenda.Add(process);
        _waiters.Assign(process);
        return process;
    }

    /// <summary>Ends what this host needs. Processes that still run are left to run: end them first.</summary>
    public void Dispose()
    {
        _waiters.Dispose();
        Agenda.Dispose();
        _spawner.Dispose();
    }
}
