using System.Net.Sockets;
using System.Text;

namespace Muster.Functions.Runtime;

/// <summary>What a socket received, by lines and by lengths.</summary>
/// <param name="socket">The socket.</param>
internal sealed class ReceivedBytes(Socket socket)
{
    /// <summary>Bytes of a line at most; the runtime API's are some hundred.</summary>
    private const int MostOfLine = 64 << 10;

    private readonly byte[] buffer = new byte[8 << 10];
    private int from;
    private int to;

    /// <summary>Waits until something is there.</summary>
    /// <returns>Whether anything came before the other side closed.</returns>
    public bool Fill()
    {
        if (from < to)
            return true;
        (from, to) = (0, socket.Receive(buffer));
        return to > 0;
    }

    /// <summary>Reads a line, without its end.</summary>
    public string Line()
    {
        var line = new StringBuilder();
        while (line.Length < MostOfLine)
        {
            Require();
            var rest = buffer.AsSpan(from, to - from);
            var end = rest.IndexOf((byte)'\n');
            line.Append(Encoding.Latin1.GetString(end < 0 ? rest : rest[..end]));
            from += end < 0 ? rest.Length : end + 1;
            if (end >= 0)
                return line.ToString().TrimEnd('\r');
        }

        throw new IOException($"A line is longer than {MostOfLine} bytes.");
    }

    /// <summary>Reads as many bytes as there is place for.</summary>
    public void Exactly(Span<byte> target)
    {
        while (!target.IsEmpty)
        {
            Require();
            var part = buffer.AsSpan(from, Math.Min(target.Length, to - from));
            part.CopyTo(target);
            from += part.Length;
            target = target[part.Length..];
        }
    }

    private void Require()
    {
        if (!Fill())
            throw new IOException("The connection was closed within an answer.");
    }
}
