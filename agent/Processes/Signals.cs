namespace Muster.Agent.Processes;

/// <summary>Signal numbers by name. They are the same on all Linux machines that .NET supports; macOS differs in some.</summary>
public static class Signals
{
    /// <summary>Asks to end.</summary>
    public const int Terminate = 15;

    /// <summary>Ends by force.</summary>
    public const int Kill = 9;

    private static readonly string[] Linux =
    [
        "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM", "TERM",
        "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS",
    ];

    private static readonly string[] Mac =
    [
        "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "EMT", "FPE", "KILL", "BUS", "SEGV", "SYS", "PIPE", "ALRM", "TERM",
        "URG", "STOP", "TSTP", "CONT", "CHLD", "TTIN", "TTOU", "IO", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "INFO", "USR1", "USR2",
    ];

    private static string[] Names => OperatingSystem.IsMacOS() ? Mac : Linux;

    /// <summary>SIGCONT's number, which differs between systems.</summary>
    internal static int Continue { get; } = NumberOf("CONT");

    /// <summary>The number of a signal by its name without SIG, such as <c>USR1</c>.</summary>
    /// <exception cref="ArgumentException">No such signal.</exception>
    public static int NumberOf(string name)
    {
        var number = Array.IndexOf(Names, name);
        return number > 0 ? number : throw new ArgumentException($"signal {name} is unknown; known: {string.Join(' ', Names.Skip(1))}");
    }

    /// <summary>The name of a signal, such as <c>SIGKILL</c>; <c>signal N</c> for those without one.</summary>
    public static string NameOf(int signal) => signal > 0 && signal < Names.Length ? $"SIG{Names[signal]}" : $"signal {signal}";
}
