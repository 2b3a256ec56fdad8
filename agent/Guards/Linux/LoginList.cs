using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Muster.Agent.Guards.Linux;

/// <summary>The list of who is logged in where (utmp): entries of one size, each with its kind first and its terminal after the process id.</summary>
internal static class LoginList
{
    private const short UserProcess = 7;
    private const int Terminal = 8, TerminalBytes = 32;

    /// <summary>Bytes of an entry on this machine: the C library's times are longer where a 32-bit variant never was.</summary>
    public static int EntryBytesHere { get; } = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 400 : 384;

    /// <summary>The terminals at which users are logged in, such as <c>tty1</c> or <c>pts/0</c>.</summary>
    /// <exception cref="FormatException">It is no list of such entries.</exception>
    public static IReadOnlyList<string> TerminalsOf(byte[] content, int entryBytes)
    {
        if (content.Length % entryBytes != 0)
            throw new FormatException($"The list of logins has {content.Length} bytes, which is no multiple of {entryBytes}.");
        var terminals = new List<string>();
        for (var at = 0; at < content.Length; at += entryBytes)
        {
            if (BinaryPrimitives.ReadInt16LittleEndian(content.AsSpan(at)) == UserProcess)
                terminals.Add(Encoding.UTF8.GetString(content.AsSpan(at + Terminal, TerminalBytes)).TrimEnd('\0'));
        }

        return terminals;
    }
}
