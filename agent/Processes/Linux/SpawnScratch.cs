using System.Text;

namespace Muster.Agent.Processes.Linux;

/// <summary>Memory in which one start's environment, directory and file actions are put together; used again for the next start.</summary>
internal sealed class SpawnScratch
{
    private const int ActionsRoom = 256; // posix_spawn_file_actions_t has 80 bytes with glibc and musl

    private readonly byte[] _actions = GC.AllocateArray<byte>(ActionsRoom, pinned: true);
    private byte[] _text = [];
    private nint[] _entries = [];

    /// <summary>Address of the posix_spawn_file_actions_t.</summary>
    public nint Actions => NativeStrings.AddressOf(_actions);

    /// <summary>Address of the null-terminated environment, after <see cref="Fill"/>.</summary>
    public nint Environment => NativeStrings.AddressOf(_entries);

    /// <summary>Address of the directory's path, after <see cref="Fill"/>.</summary>
    public nint Directory => NativeStrings.AddressOf(_text);

    /// <summary>Writes the directory and the environment: the template's entries, replaced and followed by the point's own.</summary>
    public void Fill(string directory, EnvironmentTemplate template, IReadOnlyList<EnvironmentVariable> variables)
    {
        Reserve(directory, template, variables);
        var length = Encoding.UTF8.GetBytes(directory, _text);
        _text[length++] = 0;
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

    private void Reserve(string directory, EnvironmentTemplate template, IReadOnlyList<EnvironmentVariable> variables)
    {
        var text = Encoding.UTF8.GetMaxByteCount(directory.Length) + 1;
        for (var i = 0; i < variables.Count; i++)
        {
            variables[i].Check();
            text += Encoding.UTF8.GetMaxByteCount(variables[i].Name.Length) + Encoding.UTF8.GetMaxByteCount(variables[i].Value.Length) + 2;
        }

        if (text > _text.Length) _text = GC.AllocateUninitializedArray<byte>(text * 2, pinned: true);
        var entries = template.Entries.Length + variables.Count + 1;
        if (entries > _entries.Length) _entries = GC.AllocateUninitializedArray<nint>(entries * 2, pinned: true);
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
