using System.Diagnostics;
using Muster.Agent.Output;
using Muster.Agent.Processes.Linux;

namespace Muster.Agent.Processes.Portable;

/// <summary>A process started by .NET's own means.</summary>
internal sealed class PortableProcess(PortableProcessHost host, Process process, ProcessStart start, Beginning beginning)
    : IRunningProcess, IAgendaItem
{
    /// <summary>How long output is waited for after the end: others may have inherited the pipe and keep it open.</summary>
    private static readonly TimeSpan s_outputPatience = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly EndingPlan _plan = new(start.Limits);
    private readonly TaskCompletionSource<ProcessEnd> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _over;

    /// <inheritdoc />
    public int Pid { get; } = process.Id;

    /// <inheritdoc />
    public ProcessIdentity? Identity => null;

    /// <inheritdoc />
    public Task<ProcessEnd> Ended => _ended.Task;

    TimeSpan IAgendaItem.NextDue => _plan.NextDue == TimeSpan.MaxValue ? TimeSpan.MaxValue : _plan.NextDue + beginning.OnAgenda;

    int IAgendaItem.Place { get; set; } = -1;

    private TimeSpan Elapsed => host.Time.GetElapsedTime(beginning.Timestamp);

    /// <inheritdoc />
    public void Terminate() => Request(force: false);

    /// <inheritdoc />
    public void Kill() => Request(force: true);

    void IAgendaItem.Act(TimeSpan now)
    {
        lock (_gate)
        {
            while (!_over && _plan.Next(now - beginning.OnAgenda) is var step and not EndingStep.Wait) Do(step);
        }
    }

    /// <summary>Begins to pass output on and to wait for the end.</summary>
    public void Watch()
    {
        host.Agenda.Add(this);
        process.StandardInput.Close();
        _ = WatchAsync();
    }

    private async Task WatchAsync()
    {
        var output = Task.WhenAll(
            PassOn(process.StandardOutput.BaseStream, start.Stdout),
            PassOn(process.StandardError.BaseStream, start.Stderr));
        await process.WaitForExitAsync();
        var elapsed = Elapsed;
        lock (_gate) _over = true;
        host.Agenda.Remove(this);
        await Task.WhenAny(output, Task.Delay(s_outputPatience, host.Time));
        var end = new ProcessEnd
        {
            ExitCode = process.ExitCode,
            Cause = _plan.Cause,
            StartedAt = beginning.Utc,
            Elapsed = elapsed,
            CpuTime = CpuTime(),
        };
        process.Dispose();
        _ended.SetResult(end);
    }

    private static async Task PassOn(Stream from, OutputFile to)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReadAsync(buffer) is var read and > 0)
            {
                lock (to) RandomAccess.Write(to.Handle, buffer.AsSpan(0, read), to.Length);
            }
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException)
        {
            // The pipe was closed, or the disk is full: as if the command itself had got that error, the rest is lost.
        }
    }

    private TimeSpan? CpuTime()
    {
        try
        {
            return process.TotalProcessorTime;
        }
        catch (InvalidOperationException)
        {
            return null; // most systems forget it with the process
        }
    }

    private void Request(bool force)
    {
        lock (_gate)
        {
            if (_over) return;
            Do(_plan.Request(Elapsed, force));
        }

        host.Agenda.Moved(this);
    }

    private void Do(EndingStep step)
    {
        var mayAsk = !OperatingSystem.IsWindows();
        if (step == EndingStep.SendEarly && mayAsk) _ = LibC.Kill(Pid, start.Limits.Early!.Value.Signal);
        if (step == EndingStep.Ask && mayAsk) _ = LibC.Kill(Pid, Signals.Terminate);
        if (step == EndingStep.Force || (step == EndingStep.Ask && !mayAsk)) process.Kill(entireProcessTree: true);
    }
}
