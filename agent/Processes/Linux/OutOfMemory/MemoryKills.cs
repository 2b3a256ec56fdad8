namespace Muster.Agent.Processes.Linux.OutOfMemory;

/// <summary>Chooses who counts.</summary>
public static class MemoryKills
{
    /// <summary>The kernel on Linux, elsewhere nobody.</summary>
    public static IMemoryKills ForThisSystem() => OperatingSystem.IsLinux() ? new LinuxMemoryKills("/") : new NoMemoryKills();
}
