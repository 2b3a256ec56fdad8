using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Muster.Testing.Lambda;

/// <summary>
/// A small server of the Lambda Runtime API on loopback: what is invoked is handed out to the function that asks next, and its answer comes back. One
/// function asks it at a time, as in Lambda. Source: AWS Lambda developer guide, "Using the Lambda runtime API for custom runtimes", 2026-11.
/// </summary>
public sealed class RuntimeApiServer : IAsyncDisposable
{
    private const string Prefix = "/2018-06-01/runtime/";
    private const int MostTries = 20;

    private readonly HttpListener listener;
    private readonly TimeProvider time;
    private readonly Channel<Call> waiting = Channel.CreateUnbounded<Call>();
    private readonly ConcurrentDictionary<string, Call> running = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource<LambdaError> initError = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource end = new();
    private readonly Task serving;
    private int number;
    private int asked;

    private RuntimeApiServer(HttpListener listener, int port, TimeProvider time)
    {
        (this.listener, this.time, Address) = (listener, time, string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}"));
        serving = ServeAsync();
    }

    /// <summary>Host and port, for the variable <c>AWS_LAMBDA_RUNTIME_API</c>.</summary>
    public string Address { get; }

    /// <summary>How often a function asked for its next event.</summary>
    public int Asked => Volatile.Read(ref asked);

    /// <summary>The error with which a function said that it cannot be started.</summary>
    public Task<LambdaError> InitError => initError.Task;

    /// <summary>Starts one on a free port.</summary>
    /// <param name="time">The clocks; deadlines are by them.</param>
    public static RuntimeApiServer Start(TimeProvider time)
    {
        for (var attempt = 0; ; attempt++)
        {
            var port = FreePort();
            var candidate = new HttpListener();
            candidate.Prefixes.Add(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));
            try
            {
                candidate.Start();
                return new(candidate, port, time);
            }
            catch (HttpListenerException) when (attempt < MostTries)
            {
                candidate.Close(); // somebody else was faster to take the port
            }
        }
    }

    /// <summary>Hands an event to the function, and waits for its answer.</summary>
    /// <param name="payload">The event.</param>
    /// <param name="timeout">How long the function may take.</param>
    /// <param name="traceId">The trace header; null: none.</param>
    public async Task<LambdaAnswer> InvokeAsync(ReadOnlyMemory<byte> payload, TimeSpan timeout, string? traceId = null)
    {
        var call = new Call(string.Create(CultureInfo.InvariantCulture, $"request-{Interlocked.Increment(ref number):D4}"), payload, timeout, traceId);
        await waiting.Writer.WriteAsync(call);
        return await call.Answer.Task;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Close();
        await serving;
        foreach (var call in running.Values)
            call.Answer.TrySetException(new ObjectDisposedException(nameof(RuntimeApiServer)));
        end.Dispose();
    }

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }

    private async Task ServeAsync()
    {
        while (!end.IsCancellationRequested)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync();
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }

            _ = AnswerAsync(context);
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            var path = context.Request.Url!.AbsolutePath;
            context.Response.StatusCode = path.StartsWith(Prefix, StringComparison.Ordinal)
                ? await RouteAsync(path[Prefix.Length..].Split('/'), context)
                : (int)HttpStatusCode.NotFound;
            context.Response.Close();
        }
        catch (Exception error) when (error is HttpListenerException or ObjectDisposedException or IOException or OperationCanceledException or InvalidOperationException)
        {
            context.Response.Abort(); // the function went away
        }
    }

    private async Task<int> RouteAsync(string[] path, HttpListenerContext context)
    {
        switch (context.Request.HttpMethod, path)
        {
            case ("GET", ["invocation", "next"]):
                await GiveNextAsync(context.Response);
                return (int)HttpStatusCode.OK;
            case ("POST", ["invocation", var id, "response"]) when running.TryRemove(id, out var call):
                call.Answer.TrySetResult(new(id, await BodyAsync(context.Request), null));
                return (int)HttpStatusCode.Accepted;
            case ("POST", ["invocation", var id, "error"]) when running.TryRemove(id, out var call):
                var body = await BodyAsync(context.Request);
                call.Answer.TrySetResult(new(id, [], LambdaError.Read(context.Request.Headers["Lambda-Runtime-Function-Error-Type"], body)));
                return (int)HttpStatusCode.Accepted;
            case ("POST", ["init", "error"]):
                initError.TrySetResult(LambdaError.Read(context.Request.Headers["Lambda-Runtime-Function-Error-Type"], await BodyAsync(context.Request)));
                return (int)HttpStatusCode.Accepted;
            default:
                return (int)HttpStatusCode.NotFound;
        }
    }

    private async Task GiveNextAsync(HttpListenerResponse response)
    {
        Interlocked.Increment(ref asked);
        var call = await waiting.Reader.ReadAsync(end.Token);
        running[call.Id] = call;
        response.Headers["Lambda-Runtime-Aws-Request-Id"] = call.Id;
        response.Headers["Lambda-Runtime-Deadline-Ms"] = (time.GetUtcNow() + call.Timeout).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        response.Headers["Lambda-Runtime-Invoked-Function-Arn"] = "arn:aws:lambda:us-east-1:111122223333:function:test";
        if (call.TraceId is not null)
            response.Headers["Lambda-Runtime-Trace-Id"] = call.TraceId;
        response.ContentType = "application/json";
        response.ContentLength64 = call.Payload.Length;
        await response.OutputStream.WriteAsync(call.Payload, end.Token);
    }

    private static async Task<byte[]> BodyAsync(HttpListenerRequest request)
    {
        using var body = new MemoryStream();
        await request.InputStream.CopyToAsync(body);
        return body.ToArray();
    }

    private sealed record Call(string Id, ReadOnlyMemory<byte> Payload, TimeSpan Timeout, string? TraceId)
    {
        public TaskCompletionSource<LambdaAnswer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
