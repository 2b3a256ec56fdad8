using System.Text;

namespace Muster.Agent.Processes.Linux;

/// <summary>Memory in which one start's environment, directory, own arguments and file actions are put together; used again for the next start.</summary>
internal sealed class SpawnScratch
{
    private const int ActionsRoom = 256; // posix_spawn_file_actions_t has 80 bytes with glibc and musl

    private readonly byte[] _actions = GC.AllocateArray<byte>(ActionsRoom, pinned: true);
    private byte[] _text = [];
    private nint[] _entries = [];
    private nint[] _arguments = [];
    private int _program;

    /// <summary>Address of the posix_spawn_file_actions_t.</summary>
    public nint Actions => NativeStrings.AddressOf(_actions);

    /// <summary>Address of the null-terminated environment, after <see cref="Fill"/>.</summary>
    public nint Environment => NativeStrings.AddressOf(_entries);

    /// <summary>Address of the directory's path, after <see cref="Fill"/>.</summary>
    public nint Directory => NativeStrings.AddressOf(_text);

    /// <summary>Address of the program's path, after <see cref="Fill"/>.</summary>
    public nint Program => NativeStrings.AddressOf(_text) + _program;

    /// <summary>Address of the null-terminated arguments of a command that is started only once, after <see cref="Fill"/>.</summary>
    public nint Arguments => NativeStrings.AddressOf(_arguments);

    /// <summary>Writes the directory, the program, its arguments unless all points share them, and the environment: the template's entries, replaced and followed by the point's own.</summary>
    public void Fill(ProcessStart start)
    {
        Reserve(start);
        var length = _program = Write(start.Directory, _text);
        length += Write(start.Command.Program, _text.AsSpan(length));
        if (start.Command.Native is null) length = WriteArguments(start.Command, length);
        WriteEnvironment(start.Environment, start.Variables, length);
    }

    private int WriteArguments(CommandLine command, int length)
    {
        var count = 0;
        foreach (var word in command.Words)
        {
            _arguments[count++] = NativeStrings.AddressOf(_text) + length;
            length += Write(word, _text.AsSpan(length));
        }

        _arguments[count] = 0;
        return length;
    }

    private void WriteEnvironment(EnvironmentTemplate template, IReadOnlyList<EnvironmentVariable> variables, int length)
    {
        template.Entries.CopyTo(_entries);
        var count = template.Entries.Length;
        for (var i = 0; i < variables.Count; i++)
        {
            var place = template.PlaceOf(variables[i].Name);
            _entries[place >= 0 ? place : count++] = NativeStrings.AddressOf(_text) + length;
            length += Write(variables[i], _text.AsSpan(length));
        }

        _entries[count] = 0;
    }

    private void Reserve(ProcessStart start)
    {
        var (variables, command) = (start.Variables, start.Command);
        var text = Room(start.Directory) + Room(command.Program);
        if (command.Native is null) text += command.Words.Sum(Room);
        for (var i = 0; i < variables.Count; i++)
        {
            variables[i].Check();
            text += Room(variables[i].Name) + Room(variables[i].Value);
        }

        Reserve(ref _text, text);
        Reserve(ref _entries, start.Environment.Entries.Length + variables.Count + 1);
        if (command.Native is null) Reserve(ref _arguments, command.Arguments.Count + 2);
    }

    private static void Reserve<T>(ref T[] room, int length)
    {
        if (length > room.Length) room = GC.AllocateUninitializedArray<T>(length * 2, pinned: true);
    }

    /// <summary>The most bytes that a text and the character after it take.</summary>
    private static int Room(string text) => Encoding.UTF8.GetMaxByteCount(text.Length) + 1;

    /// <summary>Writes a text and a NUL, and says how many bytes that took.</summary>
    private static int Write(string text, Span<byte> to)
    {
        var length = Encoding.UTF8.GetBytes(text, to);
        to[length] = 0;
        return length + 1;
    }

    /// <summary>Writes <c>NAME=VALUE</c> and a NUL, and says how many bytes that took.</summary>
    private static int Write(EnvironmentVariable variable, Span<byte> to)
    {
        var length = Encoding.UTF8.GetBytes(variable.Name, to);
        to[length++] = (byte)'=';
        length += Encoding.UTF8.GetBytes(variable.Value, to[length..]);
        to[length++] = 0;
        return length;
    }
}
