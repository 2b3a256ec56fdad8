using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Muster.Functions.Logs;
using Muster.Functions.Runtime;
using Muster.Testing.Lambda;

namespace Muster.Tests.Functions;

/// <summary>The loop with handlers of the tests' own; <see cref="FunctionProcessTests"/> has the real ones in a process of their own.</summary>
public sealed class RuntimeLoopTests : IAsyncLifetime
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);
    private readonly RuntimeApiServer api = RuntimeApiServer.Start(TimeProvider.System);
    private readonly CancellationTokenSource end = new();
    private readonly StringBuilder log = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await api.DisposeAsync();
        end.Dispose();
    }

    [Fact]
    public async Task Events_are_answered_one_after_the_other_until_it_is_asked_to_end()
    {
        var loop = RunAsync((input, output, _) =>
        {
            output.WriteNumberValue(input.GetInt32() * 2);
            return Task.CompletedTask;
        });

        var answers = await Task.WhenAll(Enumerable.Range(1, 20).Select(i => api.InvokeAsync(Encoding.UTF8.GetBytes($"{i}"), Long)));
        await end.CancelAsync();

        Assert.Equal(Enumerable.Range(1, 20).Select(i => $"{2 * i}"), answers.Select(answer => answer.Text));
        Assert.Equal(0, await loop);
    }

    [Fact]
    public async Task An_error_is_told_and_what_was_written_before_it_is_not()
    {
        _ = RunAsync((_, output, _) =>
        {
            output.WriteStringValue("half");
            throw new InvalidDataException("It is damaged.");
        });

        var answer = await api.InvokeAsync("{}"u8.ToArray(), Long);

        Assert.Equal((new LambdaError("InvalidDataException", "It is damaged."), 0), (answer.Error, answer.Body.Length));
        Assert.Equal("request-0001", JsonNode.Parse(log.ToString().Split('\n')[0])!["request_id"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_event_that_is_no_json_fails_and_the_next_one_is_answered()
    {
        _ = RunAsync(Echo);

        Assert.StartsWith("The event is no JSON: 'n' is an invalid start", (await api.InvokeAsync("{no"u8.ToArray(), Long)).Error!.Message, StringComparison.Ordinal);
        Assert.Equal("[1]", (await api.InvokeAsync("[1]"u8.ToArray(), Long)).Text);
    }

    [Fact]
    public async Task A_handler_that_heeds_its_deadline_fails_and_the_next_event_is_answered()
    {
        _ = RunAsync(async (input, output, cancel) =>
        {
            if (input.ValueKind == JsonValueKind.Null)
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);
            await Echo(input, output, cancel);
        });

        var late = await api.InvokeAsync("null"u8.ToArray(), TimeSpan.FromMilliseconds(700));

        Assert.Equal("DeadlineException", late.Error!.Type);
        Assert.Matches("^The handler did not end 500 ms before the deadline of 20..-..-..T.*\\. Give the function more time, or it less to do\\.$", late.Error.Message);
        Assert.Equal("[1]", (await api.InvokeAsync("[1]"u8.ToArray(), Long)).Text);
    }

    [Fact]
    public async Task A_handler_that_does_not_heed_its_deadline_fails_and_the_process_ends()
    {
        using var never = new SemaphoreSlim(0);
        var loop = RunAsync((_, _, _) => never.WaitAsync(CancellationToken.None));

        var late = await api.InvokeAsync("null"u8.ToArray(), TimeSpan.FromMilliseconds(700));

        Assert.Equal("DeadlineException", late.Error!.Type);
        Assert.Equal(1, await loop);
    }

    [Fact]
    public async Task An_event_that_comes_after_its_deadline_fails() 
    {
        _ = RunAsync(async (_, _, cancel) => await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel));

        Assert.Equal("DeadlineException", (await api.InvokeAsync("{}"u8.ToArray(), TimeSpan.FromMilliseconds(-5))).Error!.Type);
    }

    [Fact]
    public async Task What_is_under_way_is_finished_before_it_ends()
    {
        var (begun, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        var loop = RunAsync(async (input, output, cancel) =>
        {
            begun.SetResult();
            await go.Task;
            await Echo(input, output, cancel);
        });
        var answer = api.InvokeAsync("[1]"u8.ToArray(), Long);
        await begun.Task;

        await end.CancelAsync();
        go.SetResult();

        Assert.Equal("[1]", (await answer).Text);
        Assert.Equal(0, await loop);
        Assert.Equal(1, api.Asked);
    }

    [Fact]
    public async Task The_trace_header_is_passed_on_to_what_the_handler_calls()
    {
        var seen = new List<string?>();
        _ = RunAsync((input, output, cancel) =>
        {
            seen.Add(Environment.GetEnvironmentVariable(RuntimeLoop.TraceVariable));
            return Echo(input, output, cancel);
        });

        await api.InvokeAsync("[]"u8.ToArray(), Long, "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=1");
        await api.InvokeAsync("[]"u8.ToArray(), Long);

        Assert.Equal(["Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=1", null], seen);
    }

    private static Task Echo(JsonElement input, Utf8JsonWriter output, CancellationToken cancel)
    {
        input.WriteTo(output);
        return Task.CompletedTask;
    }

    private Task<int> RunAsync(Func<JsonElement, Utf8JsonWriter, CancellationToken, Task> handle)
    {
        var lines = TextWriter.Synchronized(new StringWriter(log));
        return Task.Run(() => new RuntimeLoop(new(api.Address), new Handler(handle), new FunctionLog(lines, TimeProvider.System, "test"), TimeProvider.System).RunAsync(end.Token));
    }

    private sealed class Handler(Func<JsonElement, Utf8JsonWriter, CancellationToken, Task> handle) : IHandler
    {
        public Task HandleAsync(JsonElement input, Utf8JsonWriter output, CancellationToken cancel) => handle(input, output, cancel);
    }
}
