namespace Muster.Agent.Processes.Linux;

/// <summary>
/// A process that was itself started with SIGCHLD ignored (some init systems and wrappers do that) loses the exit codes
/// of its children: the kernel reaps them. So the default is put back, unless .NET has put its own handler there.
/// </summary>
internal static unsafe class ChildSignal
{
    public static void Heed()
    {
        var now = stackalloc nint[64]; // struct sigaction has 152 bytes, the handler first
        if (LibC.SignalAction(LibC.SignalOfChild, null, now) == 0 && now[0] == LibC.IgnoreAction)
            _ = LibC.Signal(LibC.SignalOfChild, LibC.DefaultAction);
    }
}
