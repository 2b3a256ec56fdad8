using System.Text;

namespace Muster.Agent.Processes;

/// <summary>A null-terminated array of C strings, in memory that the garbage collector owns but never moves.</summary>
internal sealed class NativeStrings
{
    private readonly byte[] _text;
    private readonly nint[] _entries;

    public NativeStrings(IReadOnlyCollection<string> strings)
    {
        _text = GC.AllocateUninitializedArray<byte>(strings.Sum(text => Encoding.UTF8.GetByteCount(text) + 1), pinned: true);
        _entries = GC.AllocateArray<nint>(strings.Count + 1, pinned: true);
        var (length, count) = (0, 0);
        foreach (var text in strings)
        {
            _entries[count++] = AddressOf(_text) + length;
            length += Encoding.UTF8.GetBytes(text, _text.AsSpan(length));
            _text[length++] = 0;
        }
    }

    /// <summary>Addresses of the strings, without the final null. Valid while this object is reachable.</summary>
    public ReadOnlySpan<nint> Entries => _entries.AsSpan(0, _entries.Length - 1);

    /// <summary>The address of the array, for the system. Valid while this object is reachable.</summary>
    public nint Address => AddressOf(_entries);

    /// <summary>The address of a pinned array's first element; 0 for an empty one.</summary>
    internal static unsafe nint AddressOf<T>(T[] pinned) where T : unmanaged
    {
        fixed (T* first = pinned) return (nint)first;
    }
}
