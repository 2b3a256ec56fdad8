using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Muster.Functions.Runtime;

/// <summary>
/// A connection to the runtime API: HTTP/1.1 in the clear to a process of the same machine, one request at a time. It waits in the caller's thread, which has nothing else
/// to do meanwhile; <see cref="HttpClient"/> with its pools, proxies, versions and diagnostics weighed on each cold start.
/// </summary>
/// <param name="address">Host and port.</param>
internal sealed class RuntimeConnection(string address) : IDisposable
{
    private readonly Lock gate = new();
    private ReceivedBytes? received;
    private Socket? socket;
    private bool isDisposed;

    /// <summary>Opens it ahead of its first request; one that cannot be opened now is opened then.</summary>
    public void Prepare()
    {
        try
        {
            Open();
        }
        catch (SocketException)
        {
            Closed();
        }
    }

    /// <summary>Sends a request and reads its answer. A connection that was kept may have been closed meanwhile: then it is sent once more, over a new one.</summary>
    /// <param name="head">The request's first line and its own headers, each with its line's end.</param>
    /// <param name="body">The request's body.</param>
    /// <param name="cancel">Closes the connection, which ends the wait.</param>
    /// <exception cref="RuntimeApiException">There was no answer, or none that can be read.</exception>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public RuntimeAnswer Send(string head, ReadOnlyMemory<byte> body, CancellationToken cancel)
    {
        using var ending = cancel.Register(Dispose);
        var request = Encoding.ASCII.GetBytes($"{head}Host: {address}\r\nContent-Length: {body.Length}\r\n\r\n");
        try
        {
            for (var isKept = socket is not null; ; isKept = false)
            {
                if (TrySend(request, body.Span, isKept) is { } answer)
                    return answer;
            }
        }
        catch (Exception error) when (error is SocketException or IOException or ObjectDisposedException)
        {
            cancel.ThrowIfCancellationRequested();
            throw new RuntimeApiException($"The runtime API at {address} did not answer '{head[..head.IndexOf('\r', StringComparison.Ordinal)]}': {error.Message}");
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (gate)
        {
            isDisposed = true;
            socket?.Dispose();
        }
    }

    private RuntimeAnswer? TrySend(byte[] request, ReadOnlySpan<byte> body, bool isKept)
    {
        var open = socket ?? Open();
        try
        {
            SendAll(open, request);
            SendAll(open, body);
            if (!received!.Fill() && isKept)
                return Closed();
        }
        catch (SocketException) when (isKept)
        {
            return Closed();
        }

        var answer = RuntimeAnswer.Read(received);
        if (answer.IsLast)
            Closed();
        return answer;
    }

    private Socket Open()
    {
        var colon = address.LastIndexOf(':');
        var (host, port) = (address[..colon], int.Parse(address[(colon + 1)..], CultureInfo.InvariantCulture));
        // It is an IPv4 address in Lambda; a name is looked up.
        var at = IPAddress.TryParse(host, out var known) ? known : Dns.GetHostAddresses(host, AddressFamily.InterNetwork)[0];
        var opened = new Socket(at.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        lock (gate)
        {
            if (isDisposed)
                opened.Dispose();
            socket = opened;
        }

        opened.Connect(at, port);
        received = new(opened);
        return opened;
    }

    private RuntimeAnswer? Closed()
    {
        socket?.Dispose();
        socket = null;
        return null;
    }

    private static void SendAll(Socket socket, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
            bytes = bytes[socket.Send(bytes)..];
    }
}
