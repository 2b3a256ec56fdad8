namespace Muster.Points;

/// <summary>Signals for people.</summary>
public static class SignalText
{
    // By POSIX, or alike on Linux and macOS; which others have these numbers depends on the system that the point ran on.
    private static readonly Dictionary<int, string> Names = new()
    {
        [1] = "SIGHUP", [2] = "SIGINT", [3] = "SIGQUIT", [4] = "SIGILL", [5] = "SIGTRAP", [6] = "SIGABRT", [8] = "SIGFPE",
        [9] = "SIGKILL", [11] = "SIGSEGV", [13] = "SIGPIPE", [14] = "SIGALRM", [15] = "SIGTERM", [24] = "SIGXCPU", [25] = "SIGXFSZ",
    };

    /// <summary>Such as <c>signal 9 (SIGKILL)</c>; without a name where systems differ.</summary>
    public static string Of(int signal) => Names.TryGetValue(signal, out var name) ? $"signal {signal} ({name})" : $"signal {signal}";
}
