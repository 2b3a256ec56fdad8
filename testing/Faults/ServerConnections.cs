using System.Collections.Concurrent;
using System.Net.Sockets;

namespace Muster.Testing.Faults;

/// <summary>Sends requests to a server and reads the answers, over connections that are kept.</summary>
internal sealed class ServerConnections(Uri server) : IDisposable
{
    private readonly ConcurrentBag<Connection> idle = [];

    /// <summary>Sends a request and reads its answer.</summary>
    public async Task<HttpMessage> AskAsync(HttpMessage request, CancellationToken cancel)
    {
        // A kept connection may have been closed meanwhile; what it did not answer is not sent again, since only faults that are asked for may double.
        while (idle.TryTake(out var kept))
        {
            if (kept.IsUsable)
                return await AskAsync(kept, request, cancel);
            kept.Dispose();
        }

        var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(server.Host, server.Port, cancel);
        return await AskAsync(new(client), request, cancel);
    }

    public void Dispose()
    {
        while (idle.TryTake(out var connection))
            connection.Dispose();
    }

    private async Task<HttpMessage> AskAsync(Connection connection, HttpMessage request, CancellationToken cancel)
    {
        try
        {
            await connection.Stream.WriteAsync(request.ToBytes(), cancel);
            var answer = await HttpMessage.ReadAsync(connection.Input, hasBody: !request.IsHead, goOn: null, cancel)
                ?? throw new EndOfStreamException($"The server {server} closed the connection without an answer.");
            if (answer.ClosesConnection)
                connection.Dispose();
            else
                idle.Add(connection);
            return answer;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private sealed class Connection(TcpClient client) : IDisposable
    {
        public NetworkStream Stream { get; } = client.GetStream();

        public HttpInput Input => field ??= new(Stream);

        /// <summary>A server that says something unasked has closed it.</summary>
        public bool IsUsable => !client.Client.Poll(0, SelectMode.SelectRead);

        public void Dispose() => client.Dispose();
    }
}
