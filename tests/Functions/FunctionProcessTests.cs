using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Muster.Aws.Contracts;
using Muster.Aws.Store;
using Muster.Runs;
using Muster.Testing.Lambda;
using Muster.Tests.Aws.Store;
using Muster.Tests.Conformance;
using Muster.Tests.Servers;

namespace Muster.Tests.Functions;

/// <summary>The real binary as a real process against a runtime API on loopback.</summary>
public sealed class FunctionProcessTests(DynamoServer server)
{
    private const int MiB = 1 << 20;
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_event_is_answered_from_the_store_and_logged_with_run_request_and_trace()
    {
        using var rig = await DynamoRig.NewAsync(server);
        await using var function = Start(PlatformHandlers.Finish, await server.AddressAsync(), rig.Names.Deployment);
        var run = Samples.Run() with { Lock = new("RUN-0", 1, 1, TimeSpan.FromMinutes(12)) };
        await rig.Store.WriteAsync(run, Cancel);

        var answer = await function.InvokeAsync(
            Encoding.UTF8.GetBytes($$$"""{"run":"{{{run.Id}}}","owner":"RUN-0","failure":{"Error":"States.Timeout","Cause":"Too long."}}"""), Long, "Root=1-2-3");

        Assert.Equal("{\"batches\":[],\"sends\":0}", answer.Text);
        Assert.StartsWith("Its coordinator RUN-0 failed: States.Timeout: Too long.", (await rig.Store.GetRunAsync(run.Id, Cancel))!.Reason!.Text, StringComparison.Ordinal);
        await function.TerminateAsync(Cancel);
        await function.EndedAsync(Cancel);
        var line = JsonNode.Parse(function.Lines.Single(line => line.Contains("A coordinator failed.", StringComparison.Ordinal)))!;
        Assert.Equal(
            ("WARN", "finish", run.Id.Value, "request-0001", "Root=1-2-3"),
            (line["level"]!.GetValue<string>(), line["handler"]!.GetValue<string>(), line["run"]!.GetValue<string>(), line["request_id"]!.GetValue<string>(), line["trace_id"]!.GetValue<string>()));
    }

    [Fact]
    public async Task An_error_is_told_with_type_and_message_and_the_next_event_is_answered()
    {
        await using var function = Start(PlatformHandlers.Plan, Nowhere);

        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(
                new LambdaError("InputException", "plan: the field 'owner' is missing; it has to be a text."),
                (await function.InvokeAsync("{\"run\":\"rq1javxat2hkt3wd\"}"u8.ToArray(), Long)).Error);
        }
    }

    [Fact]
    public async Task Six_mebibytes_are_taken_and_a_mebibyte_is_answered()
    {
        await using var function = Start(PlatformHandlers.OnInstanceEvent, Nowhere);
        var filler = new string('x', 300);
        var records = Enumerable.Range(0, 16_000).Select(i => $"{{\"messageId\":\"{i:D36}\",\"body\":\"{filler}\"}}");
        var payload = Encoding.UTF8.GetBytes($"{{\"Records\":[{string.Join(',', records)}]}}");
        Assert.InRange(payload.Length, 5.5 * MiB, 6 * MiB);

        var answer = await function.InvokeAsync(payload, Long);

        Assert.InRange(answer.Body.Length, 0.8 * MiB, 6 * MiB);
        Assert.Equal(16_000, JsonNode.Parse(answer.Body)!["batchItemFailures"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_store_that_does_not_answer_fails_the_event_before_its_deadline()
    {
        using var silent = new SilentServer();
        await using var function = Start(PlatformHandlers.Plan, silent.Address);

        var answer = await function.InvokeAsync(Tick, TimeSpan.FromSeconds(3));

        Assert.Equal("DeadlineException", answer.Error!.Type);
        Assert.Equal("InputException", (await function.InvokeAsync("{}"u8.ToArray(), Long)).Error!.Type);
    }

    [Fact]
    public async Task A_function_that_is_asked_to_end_while_it_waits_ends_at_once()
    {
        await using var function = Start(PlatformHandlers.Plan, Nowhere);
        await function.InvokeAsync("{}"u8.ToArray(), Long);

        await function.TerminateAsync(Cancel);

        Assert.Equal(0, await function.EndedAsync(Cancel));
    }

    [Fact]
    public async Task A_function_that_is_asked_to_end_answers_what_it_has_first()
    {
        using var silent = new SilentServer();
        await using var function = Start(PlatformHandlers.Plan, silent.Address);
        var answer = function.InvokeAsync(Tick, TimeSpan.FromSeconds(4));
        await silent.WasAskedAsync(Cancel);

        await function.TerminateAsync(Cancel);

        Assert.Equal("DeadlineException", (await answer).Error!.Type);
        Assert.Equal(0, await function.EndedAsync(Cancel));
        Assert.Equal(1, function.Api.Asked);
    }

    [Theory]
    [InlineData("MUSTER_HANDLER", "odd", "The variable MUSTER_HANDLER is 'odd'; it has to be one of plan, record-launch, on-instance-event, reap, finish, check. Correct it in the deployment.")]
    [InlineData("MUSTER_STORE", "folder", "The variable MUSTER_STORE is 'folder'; it has to be a store such as aws://eu-central-1/team. Correct it in the deployment.")]
    [InlineData("MUSTER_ACCOUNT", "12", "The variable MUSTER_ACCOUNT is '12'; it has to be an account: 12 digits. Correct it in the deployment.")]
    [InlineData("MUSTER_PACE", "tick=x", "The variable MUSTER_PACE has 'tick=x'; it has to be a duration of whole numbers with the units d, h, m, s or ms, largest first, such as 90s, 15m, 1h30m or 7d. Correct it in the deployment.")]
    public async Task A_setting_that_is_wrong_is_told_as_an_error_of_the_start(string name, string value, string message)
    {
        await using var function = Start(PlatformHandlers.Plan, Nowhere, change: (name, value));

        Assert.Equal(new LambdaError("SettingException", message), await function.Api.InitError);
        Assert.Equal(1, await function.EndedAsync(Cancel));
    }

    [Fact]
    public async Task The_trace_goes_on_to_the_store()
    {
        using var silent = new SilentServer();
        await using var function = Start(PlatformHandlers.Plan, silent.Address, change: ("AWS_LAMBDA_FUNCTION_NAME", "muster-team-plan"));
        var answer = function.InvokeAsync(Tick, TimeSpan.FromSeconds(4), "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700");

        Assert.Contains("x-amzn-trace-id: Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700", await silent.WasAskedAsync(Cancel), StringComparison.OrdinalIgnoreCase);
        await answer;
    }

    private static byte[] Tick => Encoding.UTF8.GetBytes("{\"run\":\"rq1javxat2hkt3wd\",\"owner\":\"RUN-0\",\"tick\":0,\"clock\":0,\"memory\":null}");

    /// <summary>A port on which nobody listens: for events that ask for nothing.</summary>
    private static Uri Nowhere => new("http://127.0.0.1:1");

    private static FunctionProcess Start(string handler, Uri store, string deployment = "team", (string Name, string Value)? change = null)
    {
        var environment = new Dictionary<string, string>
        {
            ["MUSTER_HANDLER"] = handler, ["MUSTER_STORE"] = $"aws://us-east-1/{deployment}", ["MUSTER_ACCOUNT"] = "111122223333", ["MUSTER_BUCKET"] = "bucket",
            ["AWS_ENDPOINT_URL"] = store.ToString(), ["AWS_ACCESS_KEY_ID"] = "dummy", ["AWS_SECRET_ACCESS_KEY"] = "dummy", ["AWS_REGION"] = "us-east-1",
        };
        if (store.Port == 1 || change is not null)
            environment["AWS_ENDPOINT_URL_S3"] = store.ToString();
        if (change is var (name, value))
            environment[name] = value;
        return FunctionProcess.Start([Path.Join(AppContext.BaseDirectory, "bootstrap")], environment);
    }

    /// <summary>A server that takes requests and never answers.</summary>
    private sealed class SilentServer : IDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private readonly TaskCompletionSource<string> asked = new();

        public SilentServer()
        {
            listener.Start();
            _ = ListenAsync();
        }

        public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

        public Task<string> WasAskedAsync(CancellationToken cancel) => asked.Task.WaitAsync(cancel);

        public void Dispose() => listener.Dispose();

        private async Task ListenAsync()
        {
            try
            {
                while (true)
                    _ = ReadAsync(await listener.AcceptTcpClientAsync());
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                // It was closed.
            }
        }

        private async Task ReadAsync(TcpClient client)
        {
            using (client)
            {
                var (text, buffer) = (new StringBuilder(), new byte[8192]);
                while (await client.GetStream().ReadAsync(buffer) is > 0 and var read)
                {
                    text.Append(Encoding.ASCII.GetString(buffer, 0, read));
                    if (text.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
                        asked.TrySetResult(text.ToString());
                }
            }
        }
    }
}
