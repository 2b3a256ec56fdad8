namespace Muster.Cli.Processes;

/// <summary>How the command is started in another process: an engine is left behind so. Where the command's code is part of another program, that one says how.</summary>
public static class OwnProgram
{
    private static IReadOnlyList<string>? told;

    /// <summary>The program and its first arguments, which those of the command follow.</summary>
    public static IReadOnlyList<string> Words => told ?? OfThisProcess();

    /// <summary>Says how the command is started, when this process is not it.</summary>
    /// <param name="words">The program and its first arguments; not empty.</param>
    public static void Is(IReadOnlyList<string> words) => told = words;

    /// <summary>Its own file, or the runtime with its assembly.</summary>
    private static IReadOnlyList<string> OfThisProcess()
    {
        var program = Environment.ProcessPath ?? throw new InvalidOperationException("This process does not know its own program.");
        var isRuntime = Path.GetFileNameWithoutExtension(program) == "dotnet";
        return isRuntime ? [program, Environment.GetCommandLineArgs()[0]] : [program];
    }
}
