using Muster.Agent.Processes.Linux;
using Muster.Agent.Processes.Portable;

namespace Muster.Agent.Processes;

/// <summary>Chooses how processes are run.</summary>
public static class ProcessHosts
{
    /// <summary>The host for this system: the proven one on 64-bit Linux, elsewhere one by .NET's own means, which is unproven there.</summary>
    public static IProcessHost ForThisSystem(TimeProvider time) =>
        OperatingSystem.IsLinux() && Environment.Is64BitProcess ? new LinuxProcessHost(time) : new PortableProcessHost(time);
}
