using Microsoft.Win32.SafeHandles;

namespace Muster.Agent.Output;

/// <summary>An open file that a command writes to. It is not inherited by other processes.</summary>
public sealed class OutputFile : IDisposable
{
    internal OutputFile(string path, SafeFileHandle handle)
    {
        Path = path;
        Handle = handle;
    }

    /// <summary>Absolute path.</summary>
    public string Path { get; }

    /// <summary>The open file.</summary>
    internal SafeFileHandle Handle { get; }

    /// <summary>Bytes in the file now.</summary>
    public long Length => RandomAccess.GetLength(Handle);

    /// <inheritdoc />
    public void Dispose() => Handle.Dispose();
}
