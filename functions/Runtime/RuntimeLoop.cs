using System.Buffers;
using System.Text.Json;
using Muster.Functions.Logs;

namespace Muster.Functions.Runtime;

/// <summary>
/// Takes events from the runtime API, one at a time, and answers them. A handler gets until shortly before the deadline; if it does not end even
/// then, the event fails and so does the process, because what still goes on in it must not meet the next event.
/// </summary>
internal sealed class RuntimeLoop(RuntimeApi api, IHandler handler, FunctionLog log, TimeProvider time)
{
    /// <summary>The variable that carries the trace on to what the function calls.</summary>
    public const string TraceVariable = "_X_AMZN_TRACE_ID";

    /// <summary>How long before the deadline a handler must end.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(500);

    /// <summary>How long it may take to end then, before its event is called failed.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(200);

    /// <summary>How long it may take after that, before the process is given up.</summary>
    private static readonly TimeSpan LastGrace = TimeSpan.FromSeconds(3);

    /// <summary>Goes on until it is asked to end; what it does then is finished first.</summary>
    /// <returns>The process's exit code.</returns>
    public async Task<int> RunAsync(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            try
            {
                using var invocation = api.Next(end);
                if (!await InvokeAsync(invocation))
                    return 1;
            }
            catch (OperationCanceledException) when (end.IsCancellationRequested)
            {
                break;
            }
            catch (InvalidEventException error)
            {
                log.Error("An event could not be read.", error);
                api.Fail(error.RequestId, RuntimeError.Of(error));
            }
        }

        log.Info("Asked to end, with nothing left to do.");
        return 0;
    }

    private async Task<bool> InvokeAsync(Invocation invocation)
    {
        log.Begin(invocation.RequestId, invocation.TraceId);
        Environment.SetEnvironmentVariable(TraceVariable, invocation.TraceId);
        var output = new ArrayBufferWriter<byte>(1024);
        var left = invocation.Deadline - Margin - time.GetUtcNow();
        using var deadline = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, time);
        var handling = HandleAsync(invocation.Event.RootElement, output, deadline.Token);
        try
        {
            await handling.WaitAsync(GraceAfter(left), time);
        }
        catch (Exception error) when (deadline.IsCancellationRequested && error is OperationCanceledException or TimeoutException)
        {
            var late = new DeadlineException($"The handler did not end {Margin.TotalMilliseconds} ms before the deadline of {invocation.Deadline:O}. Give the function more time, or it less to do.");
            log.Error("The deadline passed.", late);
            api.Fail(invocation.RequestId, RuntimeError.Of(late));
            await Task.WhenAny(handling, Task.Delay(LastGrace, time));
            return handling.IsCompleted;
        }
        catch (Exception error) when (error is not RuntimeApiException)
        {
            log.Error("The event could not be dealt with.", error);
            api.Fail(invocation.RequestId, RuntimeError.Of(error));
            return true;
        }

        api.Respond(invocation.RequestId, output.WrittenMemory);
        return true;
    }

    private static TimeSpan GraceAfter(TimeSpan left) => (left > TimeSpan.Zero ? left : TimeSpan.Zero) + Grace;

    private async Task HandleAsync(JsonElement input, ArrayBufferWriter<byte> output, CancellationToken cancel)
    {
        await Task.Yield(); // a handler that never waits must not keep its deadline from being watched
        using var json = new Utf8JsonWriter(output);
        await handler.HandleAsync(input, json, cancel);
        await json.FlushAsync(CancellationToken.None);
    }
}

/// <summary>A handler took too long.</summary>
internal sealed class DeadlineException(string message) : Exception(message);
