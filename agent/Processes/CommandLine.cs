namespace Muster.Agent.Processes;

/// <summary>A program and its arguments, made once per run; or, where each point has arguments of its own, once per start.</summary>
public sealed class CommandLine
{
    /// <summary>A program by its absolute path, with its arguments (without the program's own name).</summary>
    public CommandLine(string program, params IReadOnlyList<string> arguments)
        : this(program, [program, .. arguments], isShared: true)
    {
    }

    private CommandLine(string program, IReadOnlyList<string> words, bool isShared)
    {
        Program = program;
        Words = words;
        Title = program;
        Native = isShared ? new([.. words]) : null;
    }

    /// <summary>Absolute path of the program.</summary>
    public string Program { get; }

    /// <summary>Its arguments, without the program's own name.</summary>
    public IReadOnlyList<string> Arguments => [.. Words.Skip(1)];

    /// <summary>Whether somebody named the program, who may have meant another.</summary>
    internal bool IsNamed { get; private init; }

    /// <summary>What the program is called by, and its arguments.</summary>
    internal IReadOnlyList<string> Words { get; }

    /// <summary>What people call it: the script's path, or the program's.</summary>
    public string Title { get; private init; }

    /// <summary>Whether <see cref="Title"/> is a script that somebody may have moved away.</summary>
    internal bool IsScript { get; private init; }

    /// <summary>The words as the system wants them; null: it is started only once, and they are encoded then, into memory that the next start uses again.</summary>
    internal NativeStrings? Native { get; }

    /// <summary>A program with its arguments as somebody wrote them: it hears the name that it was called by, as from a shell.</summary>
    /// <param name="program">Absolute path of the program.</param>
    /// <param name="words">What it is called by, and its arguments.</param>
    /// <param name="isShared">Whether all points of the run share it; false: it is started only once.</param>
    internal static CommandLine OfWords(string program, IReadOnlyList<string> words, bool isShared) => new(program, words, isShared) { Title = words[0], IsNamed = true };

    /// <summary>Shell text, run as <c>bash -c</c> (elsewhere the platform's shell).</summary>
    /// <param name="shell">The shell; see <see cref="Shell.Find()"/>.</param>
    /// <param name="text">The text, handed over as one argument: nothing is pasted into it.</param>
    public static CommandLine OfText(Shell shell, string text) =>
        new(shell.Path, shell.CommandSwitch, text);

    /// <summary>A script: executed itself if it may be, else read by the shell.</summary>
    /// <param name="shell">The shell; see <see cref="Shell.Find()"/>.</param>
    /// <param name="script">Absolute path of the script.</param>
    /// <exception cref="StartException">There is no such file.</exception>
    public static CommandLine OfScript(Shell shell, string script)
    {
        if (!File.Exists(script)) throw StartException.ScriptMissing(script);
        return StartsItself(script)
            ? new(script) { Title = script, IsScript = true }
            : new(shell.Path, script) { Title = script, IsScript = true };
    }

    /// <summary>Executable, and with a first line (<c>#!</c>) or a binary's mark; a plain text needs the shell.</summary>
    internal static bool StartsItself(string script)
    {
        if (OperatingSystem.IsWindows()) return true;
        const UnixFileMode anybody = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        if ((File.GetUnixFileMode(script) & anybody) == UnixFileMode.None) return false;
        Span<byte> start = stackalloc byte[4];
        using var file = File.OpenHandle(script);
        start = start[..RandomAccess.Read(file, start, 0)];
        return start.StartsWith("#!"u8) || start.StartsWith("\u007fELF"u8);
    }
}
