using System.Runtime.InteropServices;

namespace Muster.Agent.Processes.Linux;

/// <summary>A child of ours, from its start until it is reaped. It is signalled only while its id is certainly its own.</summary>
internal sealed unsafe class LinuxProcess : IRunningProcess, IAgendaItem, IWaited
{
    private const int OneProcess = 1, Exited = 4, LeaveZombie = 0x01000000;

    private readonly Lock _gate = new();
    private readonly TaskCompletionSource<ProcessEnd> _ended;
    private readonly LinuxProcessHost _host;
    private readonly ProcessLimits _limits;
    private readonly EndingPlan _plan;
    private readonly MemorySampler _sampler;
    private readonly Beginning _beginning;
    private bool _reaped;
    private long _nextDue;

    public LinuxProcess(LinuxProcessHost host, ProcessLimits limits, ProcessIdentity identity, Beginning beginning)
    {
        _host = host;
        _limits = limits;
        _plan = new(limits);
        _sampler = new(identity.Pid);
        _beginning = beginning;
        _ended = new(host.Completion);
        Identity = identity;
        Plan();
    }

    /// <inheritdoc />
    public int Pid => Identity.Pid;

    /// <inheritdoc />
    public ProcessIdentity Identity { get; }

    /// <inheritdoc />
    public Task<ProcessEnd> Ended => _ended.Task;

    TimeSpan IAgendaItem.NextDue => new(Volatile.Read(ref _nextDue));

    int IAgendaItem.Place { get; set; } = -1;

    /// <inheritdoc />
    public void Terminate() => Request(force: false);

    /// <inheritdoc />
    public void Kill() => Request(force: true);

    void IAgendaItem.Act(TimeSpan now)
    {
        var elapsed = now - _beginning.OnAgenda;
        lock (_gate)
        {
            while (!_reaped && _plan.Next(elapsed) is var step and not EndingStep.Wait) Do(step);
        }

        // Outside the lock, for it takes a while. That the process may end meanwhile does no harm: a look finds nothing.
        if (elapsed >= _sampler.NextDue) _sampler.Look(elapsed);
        Plan();
    }

    /// <summary>Blocks until the process has ended, ends the rest of its group, reaps it, and completes <see cref="Ended"/>.</summary>
    public void WaitForEnd()
    {
        var isOurs = WaitForZombie();
        var elapsed = _host.Time.GetElapsedTime(_beginning.Timestamp);
        var usage = stackalloc long[ResourceUsage.Longs];
        int status, reaped;
        lock (_gate)
        {
            // The zombie is still there, and while it is, its id and that of its group are nobody else's.
            if (isOurs) _ = LibC.Kill(-Pid, Signals.Kill);
            _reaped = true;
            reaped = LibC.Wait4(Pid, &status, 0, usage);
        }

        _host.Agenda.Remove(this);
        _ended.SetResult(reaped == Pid
            ? EndOf(status, elapsed, ResourceUsage.Of(new(usage, ResourceUsage.Longs)))
            : Unknown(elapsed));
    }

    /// <summary>Blocks until the leader has ended, and leaves it as it is; false when somebody else has reaped it.</summary>
    private bool WaitForZombie()
    {
        var info = stackalloc byte[256]; // siginfo_t has 128
        while (LibC.WaitId(OneProcess, Pid, info, Exited | LeaveZombie) != 0)
            if (Marshal.GetLastPInvokeError() != LibC.Interrupted)
                return false;
        return true;
    }

    private ProcessEnd EndOf(int status, TimeSpan elapsed, ResourceUsage usage) => Unknown(elapsed) with
    {
        ExitCode = (status & 0x7F) == 0 ? (status >> 8) & 0xFF : null,
        Signal = (status & 0x7F) == 0 ? null : status & 0x7F,
        CpuTime = usage.Cpu,
        PeakMemoryBytes = _host.PeakFloor.Believe(usage.MaxResidentBytes) ?? _sampler.Largest,
    };

    /// <summary>What is known of an end that somebody else in this process reaped: when, not how.</summary>
    private ProcessEnd Unknown(TimeSpan elapsed) => new() { Cause = _plan.Cause, StartedAt = _beginning.Utc, Elapsed = elapsed };

    private void Request(bool force)
    {
        lock (_gate)
        {
            if (_reaped) return;
            Do(_plan.Request(_host.Agenda.Now - _beginning.OnAgenda, force));
            Plan();
        }

        _host.Agenda.Moved(this);
    }

    private void Do(EndingStep step)
    {
        if (step == EndingStep.SendEarly) _ = LibC.Kill(-Pid, _limits.Early!.Value.Signal);
        if (step == EndingStep.Ask)
        {
            _ = LibC.Kill(-Pid, Signals.Terminate);
            _ = LibC.Kill(-Pid, Signals.Continue); // one that is stopped would not hear it
        }

        if (step == EndingStep.Force) _ = LibC.Kill(-Pid, Signals.Kill);
    }

    private void Plan()
    {
        var next = _plan.NextDue < _sampler.NextDue ? _plan.NextDue : _sampler.NextDue; // there always is a next look
        Volatile.Write(ref _nextDue, (next + _beginning.OnAgenda).Ticks);
    }
}

/// <summary>When a process began, on the three clocks that matter.</summary>
/// <param name="Utc">For people.</param>
/// <param name="Timestamp">For the time it ran.</param>
/// <param name="OnAgenda">For what is done to it.</param>
internal readonly record struct Beginning(DateTimeOffset Utc, long Timestamp, TimeSpan OnAgenda);
