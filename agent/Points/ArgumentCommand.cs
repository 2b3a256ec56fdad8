using System.Collections.Concurrent;
using Muster.Agent.Processes;
using Muster.Arguments;
using Muster.Sweeps;

namespace Muster.Agent.Points;

/// <summary>A program with arguments, in which names in braces are parameters. It starts where the command was given, as from a shell, but without one.</summary>
internal sealed class ArgumentCommand(IReadOnlyList<string> arguments, ProgramFinder programs, Shell shell, string directory) : PointCommand
{
    // As much of a file as bash looks at.
    private const int StartOfText = 80;

    private readonly IReadOnlyList<ArgumentTemplate> _templates = [.. arguments.Select(ArgumentTemplate.Parse)];
    private readonly ConcurrentDictionary<string, Program> _found = new(StringComparer.Ordinal);
    private CommandLine? _shared;

    /// <summary>A program that was found.</summary>
    /// <param name="Path">What is executed: its absolute path, or the shell's.</param>
    /// <param name="Script">The absolute path of text without a first line (<c>#!</c>), which a shell reads; null: it is no such text.</param>
    private sealed record Program(string Path, string? Script);

    /// <inheritdoc />
    public override string Directory => directory;

    /// <inheritdoc />
    public override CommandLine For(Point point)
    {
        if (_shared is not null) return _shared;
        var isShared = _templates.All(template => template.IsConstant);
        var words = _templates.Select(template => template.Fill(point.Index, point.Parameters)).ToList();
        var command = Of(_templates[0].IsConstant ? _found.GetOrAdd(words[0], Find) : Find(words[0]), words, isShared);
        return isShared ? _shared = command : command;
    }

    private static CommandLine Of(Program program, List<string> words, bool isShared) => program.Script is null
        ? CommandLine.OfWords(program.Path, words, isShared)
        : CommandLine.OfWords(program.Path, [words[0], program.Script, .. words.Skip(1)], isShared);

    /// <summary>Looked for once if all points share it, but until it is there: somebody may put it there.</summary>
    private Program Find(string name)
    {
        var path = programs.Find(name);
        return IsPlainText(path) ? new(shell.Path, path) : new(path, null);
    }

    /// <summary>Text that no system can execute, but every shell does. Binaries of kinds that the system knows and we do not have a NUL in their first line.</summary>
    private static bool IsPlainText(string path)
    {
        if (OperatingSystem.IsWindows()) return false;
        try
        {
            return !CommandLine.StartsItself(path) && !FirstLine(path).Contains((byte)0);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false; // what may be executed, but not read, is for the system to judge
        }
    }

    private static byte[] FirstLine(string path)
    {
        var start = new byte[StartOfText];
        using var file = File.OpenHandle(path);
        var length = RandomAccess.Read(file, start, 0);
        return start[..(start.AsSpan(0, length).IndexOf((byte)'\n') is >= 0 and var end ? end : length)];
    }
}
