using Muster.Agent.Guards.Linux;
using Muster.Guards;

namespace Muster.Agent.Guards;

/// <summary>Chooses how this machine is looked at.</summary>
public static class MachineReadings
{
    /// <summary>All readings on Linux; elsewhere none, so that the machine never is idle.</summary>
    public static IMachineReadings ForThisSystem(TimeProvider time) =>
        OperatingSystem.IsLinux() ? new LinuxReadings("/", new NvidiaSmi(Environment.GetEnvironmentVariable("PATH") ?? ""), time) : new UnknownReadings();
}
