using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Muster.Testing.Faults;

/// <summary>
/// Stands on loopback between clients and a server of HTTP/1.1, and lets happen to each request what a plan says. It reads
/// messages whole, keeps headers (the Host too, so that signatures hold) and knows nothing else of what passes through it.
/// </summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource closing = new();
    private readonly ConcurrentDictionary<Task, bool> underWay = new();
    private readonly ConcurrentDictionary<FaultKind, int> counts = new();
    private readonly Func<long, Fault> plan;
    private readonly FaultAnswers answers;
    private readonly TimeProvider time;
    private readonly ServerConnections connections;
    private readonly Task accepting;
    private long requests = -1;

    /// <summary>Starts one on a free port.</summary>
    /// <param name="server">The server: an address of plain HTTP.</param>
    /// <param name="plan">What happens to a request, by its number in the order of arrival from 0; such as <see cref="FaultPlan.At"/>.</param>
    /// <param name="answers">How the service says that it is busy or failed.</param>
    /// <param name="time">The clocks by which faults wait.</param>
    public FaultProxy(Uri server, Func<long, Fault> plan, FaultAnswers answers, TimeProvider time)
    {
        (this.plan, this.answers, this.time) = (plan, answers, time);
        connections = new(server);
        listener.Start();
        Address = new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        accepting = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Requests that arrived, by what happened to them.</summary>
    public IReadOnlyDictionary<FaultKind, int> Counts => counts.ToDictionary();

    /// <summary>Waits until what was to arrive late has arrived. Nobody may send anything meanwhile.</summary>
    public Task ArrivedAsync() => Task.WhenAll(underWay.Keys);

    /// <summary>Closes it; late requests arrive first.</summary>
    public async ValueTask DisposeAsync()
    {
        await ArrivedAsync();
        await closing.CancelAsync();
        listener.Dispose();
        await accepting;
        connections.Dispose();
        closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        var served = new ConcurrentDictionary<Task, bool>();
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(closing.Token);
                Follow(served, ServeAsync(client));
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // It is closed.
        }

        await Task.WhenAll(served.Keys);
    }

    private static void Follow(ConcurrentDictionary<Task, bool> tasks, Task task)
    {
        tasks.TryAdd(task, true);
        _ = task.ContinueWith(ended => tasks.TryRemove(ended, out _), TaskScheduler.Default);
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var connection = client;
        client.NoDelay = true;
        var stream = client.GetStream();
        var input = new HttpInput(stream);
        try
        {
            while (await HttpMessage.ReadAsync(input, hasBody: true, () => GoOnAsync(stream), closing.Token) is { } request)
            {
                var fault = plan(Interlocked.Increment(ref requests));
                counts.AddOrUpdate(fault.Kind, 1, (_, count) => count + 1);
                if (await AnswerAsync(request, fault) is not { } answer)
                    break;
                await stream.WriteAsync(answer.Bytes, closing.Token);
                if (answer.IsLast || request.ClosesConnection)
                    break;
            }
        }
        catch (Exception error) when (error is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
        {
            // One of the two sides went away: so does this connection, which is what a client sees of a server that is gone.
        }
    }

    private Task GoOnAsync(NetworkStream stream) => stream.WriteAsync(Encoding.Latin1.GetBytes("HTTP/1.1 100 Continue\r\n\r\n"), closing.Token).AsTask();

    /// <returns>The answer; null: the connection is closed instead.</returns>
    private async Task<Answer?> AnswerAsync(HttpMessage request, Fault fault)
    {
        switch (fault.Kind)
        {
            case FaultKind.None:
                return new(await AskAsync(request));
            case FaultKind.DropRequest:
                return null;
            case FaultKind.DropAnswer:
                await AskAsync(request);
                return null;
            case FaultKind.Late:
                Follow(underWay, AskLateAsync(request, fault.Wait));
                return null;
            case FaultKind.Delay:
                await Task.Delay(fault.Wait, time, closing.Token);
                return new(await AskAsync(request));
            case FaultKind.Double:
                await AskAsync(request);
                return new(await AskAsync(request));
            case FaultKind.Throttle:
                return new(HttpMessage.Of(Pick(answers.Throttles, fault.Roll)));
            case FaultKind.ServerError:
                // The first half of the rolls fails before serving; the form is picked within each half.
                if (fault.Roll >= 0.5)
                    await AskAsync(request);
                return new(HttpMessage.Of(Pick(answers.ServerErrors, fault.Roll * 2 % 1)));
            case FaultKind.BrokenBody:
                return Broken(await AskAsync(request), fault.Roll);
            default:
                throw new InvalidOperationException($"An unknown fault: {fault}.");
        }
    }

    private static FaultAnswer Pick(IReadOnlyList<FaultAnswer> answers, double roll) => answers[(int)(roll * answers.Count)];

    private static Answer Broken(HttpMessage answer, double roll)
    {
        var half = answer.Body[..(answer.Body.Length / 2)];
        var whole = answer.ToBytes();
        return (int)(roll * 4) switch
        {
            // The body ends in the middle, and the connection with it.
            0 => new(whole[..^(answer.Body.Length - half.Length)], IsLast: true),
            // The body is complete by its length alone, with its checksum and without.
            1 => new(answer with { Body = half }),
            2 => new(answer.Without("x-amz-crc32") with { Body = half }),
            _ => new(answer with { Body = [.. answer.Body.Select((value, index) => (byte)(value ^ (index % 7)))] }),
        };
    }

    private Task<HttpMessage> AskAsync(HttpMessage request) => connections.AskAsync(request, closing.Token);

    private async Task AskLateAsync(HttpMessage request, TimeSpan wait)
    {
        try
        {
            await Task.Delay(wait, time, closing.Token);
            await AskAsync(request);
        }
        catch (Exception error) when (error is OperationCanceledException or IOException or SocketException)
        {
            // The server is gone; nobody waits for the answer.
        }
    }

    private readonly record struct Answer(byte[] Bytes, bool IsLast = false)
    {
        public Answer(HttpMessage message) : this(message.ToBytes()) { }
    }
}
