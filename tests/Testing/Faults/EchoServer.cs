using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Muster.Tests.Testing.Faults;

/// <summary>A server on loopback that answers each request with its number and body, and remembers the bodies.</summary>
internal sealed class EchoServer : IDisposable
{
    private readonly HttpListener listener;

    public EchoServer()
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Address = new($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}");
        }

        listener = new() { Prefixes = { Address.ToString() } };
        listener.Start();
        _ = ServeAsync();
    }

    public Uri Address { get; }

    public ConcurrentQueue<string> Served { get; } = new();

    public void Dispose() => listener.Close();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var context = await listener.GetContextAsync();
                using var reader = new StreamReader(context.Request.InputStream);
                var body = await reader.ReadToEndAsync();
                Served.Enqueue(body);
                var answer = Encoding.UTF8.GetBytes($"{Served.Count}: {body}");
                if (body.StartsWith("chunked", StringComparison.Ordinal))
                    context.Response.SendChunked = true;
                else
                    context.Response.ContentLength64 = answer.Length;
                context.Response.AddHeader("x-host", context.Request.Headers["Host"]!);
                if (context.Request.HttpMethod != "HEAD")
                    await context.Response.OutputStream.WriteAsync(answer);
                context.Response.Close();
            }
        }
        catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
        {
            // It is closed.
        }
    }
}
