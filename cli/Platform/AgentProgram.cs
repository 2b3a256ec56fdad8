using System.Security.Cryptography;

namespace Muster.Cli.Platform;

/// <summary>The program that a platform's instances fetch and run: <c>muster</c> itself, as one file for Linux on x86-64.</summary>
/// <param name="File">Its path.</param>
/// <param name="Sha256">Its SHA-256: 64 hexadecimal digits in lower case.</param>
internal sealed record AgentProgram(string File, string Sha256)
{
    // https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html: 64 bits, least byte first; and at byte 18 the machine, of which 62 is x86-64.
    private static readonly byte[] s_start = [0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1];
    private static readonly byte[] s_machine = [62, 0];
    private const int MachineAt = 18;

    /// <summary>Reads one.</summary>
    /// <exception cref="UsageException">The file is not there, or no such program.</exception>
    public static async Task<AgentProgram> ReadAsync(string file, CancellationToken cancel)
    {
        if (!System.IO.File.Exists(file))
            throw new UsageException($"There is no file {file}, which is to be the agent. Name a muster for linux-x64, as releases have it, by --agent.");
        await using var content = System.IO.File.OpenRead(file);
        var header = new byte[MachineAt + s_machine.Length];
        if (await content.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false, cancel) < header.Length || !header.AsSpan().StartsWith(s_start) || !header.AsSpan(MachineAt).SequenceEqual(s_machine))
            throw new UsageException($"{file} is no program for Linux on x86-64, which is what instances run. Name a muster for linux-x64, as releases have it, by --agent.");
        if (System.IO.File.Exists(Path.Join(Path.GetDirectoryName(file), "muster.dll")))
            throw new UsageException($"{file} needs the muster.dll beside it and the .NET runtime, but an agent is one file with all that it needs. Publish it: dotnet publish cli -p:PublishProfile=linux-x64 -o FOLDER");
        content.Position = 0;
        return new(file, Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancel)));
    }
}
