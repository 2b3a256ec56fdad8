using Microsoft.Win32.SafeHandles;

namespace Muster.Agent.Processes.Linux;

/// <summary>
/// A hold on one process that is not our child (a pidfd). Unlike its id it never comes to mean another process.
/// </summary>
internal sealed unsafe class ProcessHandle : IDisposable
{
    private const long OpenCall = 434, SignalCall = 424; // the same on all machines
    private const short Readable = 1;

    private readonly SafeFileHandle _handle;

    private ProcessHandle(int pid, SafeFileHandle handle)
    {
        Pid = pid;
        _handle = handle;
    }

    public int Pid { get; }

    /// <summary>Takes hold of a process that started in a span of time; null when there is none.</summary>
    /// <param name="pid">Its id.</param>
    /// <param name="earliest">It started no earlier (ticks since boot).</param>
    /// <param name="latest">It started no later.</param>
    public static ProcessHandle? Open(int pid, long earliest, long latest)
    {
        var opened = LibC.Call(OpenCall, pid, 0, 0, 0);
        if (opened < 0) return null;
        var handle = new ProcessHandle(pid, new((nint)opened, ownsHandle: true));
        // What is held now cannot change any more: look at what it is.
        if (ProcStat.Of(pid) is { IsAlive: true } stat && stat.Start >= earliest && stat.Start <= latest) return handle;
        handle.Dispose();
        return null;
    }

    /// <summary>Sends a signal; does nothing once the process has ended.</summary>
    public void Send(int signal) => _ = LibC.Call(SignalCall, _handle.DangerousGetHandle(), signal, 0, 0);

    /// <summary>Blocks until the process has ended.</summary>
    public void Wait()
    {
        var poll = stackalloc PollEntry[1];
        do
        {
            *poll = new() { File = (int)_handle.DangerousGetHandle(), Wanted = Readable };
            _ = LibC.Poll(poll, 1, -1);
        }
        while (poll->Seen == 0);
    }

    public void Dispose() => _handle.Dispose();
}

/// <summary>struct pollfd.</summary>
internal struct PollEntry
{
    public int File;
    public short Wanted;
    public short Seen;
}
