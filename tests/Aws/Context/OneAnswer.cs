using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Muster.Tests.Aws.Context;

/// <summary>A server on loopback that gives every request the same error, as AWS words it.</summary>
internal sealed class OneAnswer : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly byte[] body;

    public OneAnswer(string code, string message)
    {
        body = Encoding.UTF8.GetBytes($$"""{"__type":"com.amazonaws.dynamodb.v20120810#{{code}}","message":"{{message}}"}""");
        Address = new($"http://127.0.0.1:{FreePort()}/");
        listener.Prefixes.Add(Address.AbsoluteUri);
        listener.Start();
        _ = AnswerAsync();
    }

    public Uri Address { get; }

    /// <summary>A port of loopback on which nobody listens.</summary>
    public static int FreePort()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        return ((IPEndPoint)free.LocalEndpoint).Port;
    }

    public void Dispose() => listener.Close();

    private async Task AnswerAsync()
    {
        try
        {
            while (true)
            {
                var context = await listener.GetContextAsync();
                context.Response.StatusCode = 400;
                context.Response.ContentType = "application/x-amz-json-1.0";
                await context.Response.OutputStream.WriteAsync(body);
                context.Response.Close();
            }
        }
        catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
        {
            // It was closed.
        }
    }
}
