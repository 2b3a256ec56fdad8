using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Muster.Testing.Platform;
using Muster.Testing.Platform.Ec2;
using Muster.Testing.Platform.Machines;
using Muster.Testing.Platform.Shapes;
using Muster.Testing.Platform.Patterns;
using Muster.Tests.Servers;

namespace Muster.Tests.Testing.Platform;

/// <summary>A small stack, deployed on the fakes: an order goes by a bus to a machine, which launches, and tells a function by the bus.</summary>
public sealed class FakePlatformTests : IDisposable
{
    private const string Account = "111111111111";
    private const string Region = "eu-central-1";
    private const string Machine = $"arn:aws:states:{Region}:{Account}:stateMachine:launch";
    private const string Function = $"arn:aws:lambda:{Region}:{Account}:function:record";

    private const string Definition = """
        {"StartAt":"Launch","States":{
          "Launch":{"Type":"Task","Resource":"arn:aws:states:::aws-sdk:ec2:createFleet","Parameters":{"Type":"instant","ClientToken.$":"$.fleet",
            "LaunchTemplateConfigs.$":"$.request.LaunchTemplateConfigs","TargetCapacitySpecification.$":"$.request.TargetCapacitySpecification"},
            "ResultPath":"$.answer","Retry":[{"ErrorEquals":["Ec2.Ec2Exception"],"MaxAttempts":1}],"Catch":[{"ErrorEquals":["States.ALL"],"ResultPath":"$.answer","Next":"Tell"}],"Next":"Tell"},
          "Tell":{"Type":"Task","Resource":"arn:aws:states:::events:putEvents","Parameters":{"Entries":[{"EventBusName":"orders","Source":"muster.spoke","DetailType":"Launch Answered","Detail":{"answer.$":"$.answer"}}]},"End":true}}}
        """;

    private readonly ConcurrentQueue<(string Token, string Payload)> invoked = new();
    private FakePlatform? platform;

    public void Dispose() => platform?.Dispose();

    [Fact]
    public async Task Order_is_carried_out_and_answered()
    {
        await DeployAsync();
        Order("Launch", "token");
        var answer = await InvokedAsync();
        Assert.Equal("of the function", answer.Token);
        var instance = Assert.Single(platform!.Ec2.In(Account, Region).Instances);
        Assert.Equal(instance.Id, (string?)JsonNode.Parse(answer.Payload)!["answer"]!["Instances"]![0]!["InstanceIds"]![0]);
        Assert.Empty(platform.Complaints);
        Assert.Equal(["launch: Launch, Retry 0 (Ec2.Ec2Exception)", "launch: Launch, Catch 0 (States.ALL)"], platform.Runner.Coverage.Missing.Order().Reverse());
    }

    [Fact]
    public async Task Failure_is_retried_then_told()
    {
        await DeployAsync();
        platform!.Ec2.In(Account, Region).Spoil("createFleet", CallFate.Throttled, CallFate.Throttled);
        Order("Launch", "token");
        Assert.Contains("Request limit exceeded.", (await InvokedAsync()).Payload);
        Assert.Empty(platform.Runner.Coverage.Missing);
        Assert.StartsWith("launch: 2/2 states, 1/1 catches, 1/1 retries", platform.Runner.Coverage.ToString());
    }

    [Fact]
    public async Task Parameter_that_EC2_does_not_know_is_complained_of()
    {
        await DeployAsync(Definition.Replace("ClientToken.$", "clientToken.$", StringComparison.Ordinal));
        Order("Launch", "token");
        await InvokedAsync();
        Assert.Equal("launch, Launch: ec2:createFleet has 'clientToken'; it is written 'ClientToken'.", Assert.Single(platform!.Complaints));
    }

    [Fact]
    public async Task Schedule_calls_its_target()
    {
        await DeployAsync();
        await platform!.RingAsync("clock");
        Assert.Equal("""{"rung":true}""", (await InvokedAsync()).Payload);
    }

    [Fact]
    public async Task Execution_of_a_name_that_was_used_is_not_started_again()
    {
        await DeployAsync();
        var machine = platform!.Machines.Keys.Single();
        await platform.Start(machine, "once", new JsonObject { ["fleet"] = "x" }).Ended;
        var error = Assert.Throws<TaskFailedException>(() => platform.Start(machine, "once", new JsonObject()));
        Assert.Equal("Sfn.ExecutionAlreadyExistsException", error.Error);
    }

    private void Order(string type, string token) => platform!.Buses.PutEvents(
        new JsonObject
        {
            ["Entries"] = new JsonArray(new JsonObject
            {
                ["EventBusName"] = "orders", ["Source"] = "muster.hub", ["DetailType"] = type,
                ["Detail"] = new JsonObject { ["region"] = "eu-central-1", ["fleet"] = token, ["request"] = FakeEc2Tests.Fleet("", 1) },
            }),
        },
        Account,
        Region);

    private async Task DeployAsync(string definition = Definition) => platform = await FakePlatform.DeployAsync(new(
        [StackOf(definition)], await NewerNode.PathAsync(), NewerNode.Script, new ApiShapes(NewerNode.Apis), Invoke) { Chance = () => 0.5, ScaleOf = _ => 0.01 });

    private static DeployedStack StackOf(string definition)
    {
        var stack = new DeployedStack(Account, Region);
        var bus = stack.BusArn("orders");
        return stack with
        {
            Buses = [bus],
            Machines = new Dictionary<string, StateMachine> { [Machine] = new("launch", JsonNode.Parse(definition)!.AsObject()) },
            Functions = [new(Function, "record", new Dictionary<string, string> { ["TOKEN"] = "of the function" })],
            Rules =
            [
                new(bus, "order", EventPattern.Parse("""{"detail-type":["Launch"],"detail":{"region":["eu-central-1"]}}"""), [new(Machine, found => found["detail"]!.DeepClone())]),
                new(bus, "answer", EventPattern.Parse("""{"source":["muster.spoke"]}"""), [new(Function, found => found["detail"]!.DeepClone())]),
            ],
            Schedules = [new("clock", "rate(10 minutes)", [new(Function, _ => new JsonObject { ["rung"] = true })])],
        };
    }

    private Task<JsonNode?> Invoke(DeployedFunction function, JsonNode? payload)
    {
        invoked.Enqueue((function.Environment["TOKEN"], payload!.ToJsonString()));
        return Task.FromResult<JsonNode?>(new JsonObject());
    }

    private async Task<(string Token, string Payload)> InvokedAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        for (var looks = 0; looks < 3000; looks++)
        {
            if (invoked.TryPeek(out var first) && platform!.Runner.Executions.All(execution => execution.Ended.IsCompleted))
                return first;
            await timer.WaitForNextTickAsync();
        }

        throw new TimeoutException($"Nothing was invoked. {string.Join('\n', platform!.Buses.DeadLetters)} {string.Join('\n', platform.Runner.Executions.Select(execution => execution.Ended))}");
    }
}
