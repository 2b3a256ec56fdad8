using Muster.Agent.Processes.Survivors;

namespace Muster.Agent.Processes.Linux;

/// <summary>A survivor that is not our child: its end is seen by a pidfd, and how it ended is read from its record.</summary>
internal sealed class AdoptedProcess : IRunningProcess, IAgendaItem, IWaited
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource<ProcessEnd> _ended;
    private readonly LinuxProcessHost _host;
    private readonly Adoption _adoption;
    private readonly EndingPlan _plan;
    private readonly ProcessHandle? _handle;
    private readonly TimeSpan _startOnAgenda;
    private bool _over;
    private long _nextDue;

    public AdoptedProcess(LinuxProcessHost host, Adoption adoption)
    {
        _host = host;
        _adoption = adoption;
        _plan = new(adoption.Limits);
        _ended = new(host.Completion);
        var identity = adoption.Identity;
        // The boot's clock tells how long it ran, whatever the wall clock did meanwhile.
        _startOnAgenda = host.Agenda.Now - BootClock.Since(identity.EarliestStart);
        if (ProcessTable.IsAlive(identity)) _handle = ProcessHandle.Open(identity.Pid, identity.EarliestStart, identity.LatestStart);
        Plan();
    }

    public int Pid => _adoption.Identity.Pid;

    public ProcessIdentity Identity => _adoption.Identity;

    public Task<ProcessEnd> Ended => _ended.Task;

    TimeSpan IAgendaItem.NextDue => new(Volatile.Read(ref _nextDue));

    int IAgendaItem.Place { get; set; } = -1;

    private TimeSpan Elapsed => _host.Agenda.Now - _startOnAgenda;

    public void Terminate() => Request(force: false);

    public void Kill() => Request(force: true);

    void IAgendaItem.Act(TimeSpan now)
    {
        lock (_gate)
        {
            while (!_over && _plan.Next(now - _startOnAgenda) is var step and not EndingStep.Wait) Do(step);
            Plan();
        }
    }

    public void WaitForEnd()
    {
        _handle?.Wait();
        lock (_gate)
        {
            _over = true;
            Signal(Signals.Kill); // the rest of its group
            _handle?.Dispose();
        }

        _host.Agenda.Remove(this);
        _ended.SetResult(End());
    }

    private ProcessEnd End() => ExitRecord.TryRead(_adoption.Record) is { } record
        ? new()
        {
            ExitCode = record.ExitCode,
            Cause = _plan.Cause,
            StartedAt = _adoption.StartedAt,
            Elapsed = record.EndedAt > record.StartedAt ? record.EndedAt - record.StartedAt : TimeSpan.Zero,
            CpuTime = record.CpuTime,
        }
        : new() { Cause = _plan.Cause, StartedAt = _adoption.StartedAt, Elapsed = Elapsed };

    private void Request(bool force)
    {
        lock (_gate)
        {
            if (_over) return;
            Do(_plan.Request(Elapsed, force));
            Plan();
        }

        _host.Agenda.Moved(this);
    }

    private void Do(EndingStep step)
    {
        if (step == EndingStep.SendEarly) Signal(_adoption.Limits.Early!.Value.Signal);
        if (step == EndingStep.Force) Signal(Signals.Kill);
        if (step != EndingStep.Ask) return;
        Signal(Signals.Terminate);
        Signal(Signals.Continue);
    }

    private void Signal(int signal) => ProcessTable.Signal(_adoption.Identity, _adoption.Mark, signal);

    private void Plan() => Volatile.Write(
        ref _nextDue, _plan.NextDue == TimeSpan.MaxValue ? TimeSpan.MaxValue.Ticks : (_plan.NextDue + _startOnAgenda).Ticks);
}
