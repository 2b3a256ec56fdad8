using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Muster.Functions.Runtime;

namespace Muster.Tests.Functions;

/// <summary>The connection against a server that answers with the very bytes of a test.</summary>
public sealed class RuntimeConnectionTests : IDisposable
{
    private const string Ask = "GET /next HTTP/1.1\r\n";
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly List<string> asked = [];
    private RuntimeConnection? connection;

    public RuntimeConnectionTests() => listener.Start();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Address => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

    private RuntimeConnection Connection => connection ??= new(Address);

    public void Dispose()
    {
        connection?.Dispose();
        listener.Dispose();
    }

    [Fact]
    public async Task A_body_is_as_long_as_its_length_says()
    {
        var serving = ServeAsync("HTTP/1.1 200 OK\r\nlambda-runtime-trace-id:  Root=1 \r\nContent-Length: 5\r\n\r\nhello");

        var answer = Connection.Send(Ask, "{}"u8.ToArray(), Cancel);
        await serving;

        Assert.Equal((200, "hello", "Root=1", null), (answer.Status, answer.Text, answer.Header("Lambda-Runtime-Trace-Id"), answer.Header("Other")));
        Assert.Equal([$"GET /next HTTP/1.1\r\nHost: {Address}\r\nContent-Length: 2\r\n\r\n{{}}"], asked);
    }

    [Fact]
    public async Task Chunks_are_one_body_and_the_next_answer_follows_them()
    {
        var serving = ServeAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4;x=y\r\nwiki\r\nB\r\npedia in \r\n\r\n0\r\nTrailer: 1\r\n\r\n", "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n");

        Assert.Equal("wikipedia in \r\n"[..15], Connection.Send(Ask, default, Cancel).Text);
        Assert.Equal(202, Connection.Send(Ask, default, Cancel).Status);
        await serving;
    }

    [Theory]
    [InlineData("")]
    [InlineData("Connection: close\r\n")]
    public async Task A_connection_that_was_closed_between_two_answers_is_opened_again(string header)
    {
        var serving = ServeAsync($"HTTP/1.1 200 OK\r\n{header}Content-Length: 0\r\n\r\n");
        Connection.Send(Ask, default, Cancel);
        await serving;
        serving = ServeAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");

        Assert.Equal("ok", Connection.Send(Ask, default, Cancel).Text);
        await serving;
        Assert.Equal(2, asked.Count);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello", "The connection was closed within an answer.")]
    [InlineData("SSH-2.0-x\r\n", "'SSH-2.0-x' is no first line of an answer of HTTP/1.1.")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "'-1' is no length of a body or chunk, which has at most 67108864 bytes.")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n0\r\n\r\n", "A chunk does not end where it says, or there are too many.")]
    [InlineData("", "The connection was closed within an answer.")]
    public async Task What_is_no_answer_is_told(string bytes, string what)
    {
        var serving = ServeAsync(bytes);

        var error = Assert.Throws<RuntimeApiException>(() => Connection.Send(Ask, default, Cancel));
        await serving;

        Assert.Equal($"The runtime API at {Address} did not answer 'GET /next HTTP/1.1': {what}", error.Message);
    }

    [Fact]
    public async Task A_wait_ends_when_it_is_asked_to()
    {
        using var end = new CancellationTokenSource();
        var waiting = Task.Run(() => Connection.Send(Ask, default, end.Token), Cancel);
        using var server = await listener.AcceptSocketAsync(Cancel);
        await server.ReceiveAsync(new byte[1000], Cancel);

        await end.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    /// <summary>Takes a connection, answers each request on it, and closes it.</summary>
    private async Task ServeAsync(params string[] answers)
    {
        using var server = await listener.AcceptSocketAsync(Cancel);
        foreach (var answer in answers)
        {
            var buffer = new byte[1000];
            var text = new StringBuilder();
            while (!text.ToString().Contains("\r\n\r\n", StringComparison.Ordinal) || (text.ToString().Contains("Content-Length: 2", StringComparison.Ordinal) && !text.ToString().EndsWith("{}", StringComparison.Ordinal)))
                text.Append(Encoding.ASCII.GetString(buffer, 0, await server.ReceiveAsync(buffer, Cancel)));
            asked.Add(text.ToString());
            await server.SendAsync(Encoding.ASCII.GetBytes(answer), Cancel);
        }
    }
}
