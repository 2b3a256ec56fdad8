using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Muster.Testing.Platform;
using Muster.Testing.Platform.Ec2;
using Muster.Testing.Platform.Machines;
using Muster.Testing.Platform.Shapes;
using Muster.Testing.Platform.Templates;
using Muster.Tests.Servers;

namespace Muster.Tests.Testing.Platform;

/// <summary>A small stack, deployed on the fakes: an order goes by a bus to a machine, which launches, and tells a function by the bus.</summary>
public sealed class FakePlatformTests : IDisposable
{
    private const string Template = """
        {"Parameters":{"Token":{"Type":"String","Default":"from-parameter"}},
         "Resources":{
          "Bus":{"Type":"AWS::Events::EventBus","Properties":{"Name":"orders"}},
          "Launch":{"Type":"AWS::StepFunctions::StateMachine","Properties":{"StateMachineName":"launch","DefinitionString":{"Fn::Join":["",[
            "{\"StartAt\":\"Launch\",\"States\":{\"Launch\":{\"Type\":\"Task\",\"Resource\":\"arn:",{"Ref":"AWS::Partition"},":states:::aws-sdk:ec2:createFleet\",\"Parameters\":{\"Type\":\"instant\",\"ClientToken.$\":\"$.fleet\",\"LaunchTemplateConfigs.$\":\"$.request.LaunchTemplateConfigs\",\"TargetCapacitySpecification.$\":\"$.request.TargetCapacitySpecification\"},\"ResultPath\":\"$.answer\",\"Retry\":[{\"ErrorEquals\":[\"Ec2.Ec2Exception\"],\"MaxAttempts\":1}],\"Catch\":[{\"ErrorEquals\":[\"States.ALL\"],\"ResultPath\":\"$.answer\",\"Next\":\"Tell\"}],\"Next\":\"Tell\"},",
            "\"Tell\":{\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::events:putEvents\",\"Parameters\":{\"Entries\":[{\"EventBusName\":\"",{"Ref":"Bus"},"\",\"Source\":\"muster.spoke\",\"DetailType\":\"Launch Answered\",\"Detail\":{\"answer.$\":\"$.answer\"}}]},\"End\":true}}}"]]}}},
          "Order":{"Type":"AWS::Events::Rule","Properties":{"EventBusName":{"Ref":"Bus"},"EventPattern":{"detail-type":["Launch"],"detail":{"region":[{"Ref":"AWS::Region"}]}},
            "Targets":[{"Id":"a","Arn":{"Ref":"Launch"},"InputTransformer":{"InputPathsMap":{"f":"$.detail.fleet","r":"$.detail.request"},"InputTemplate":"{\"fleet\":<f>,\"request\":<r>}"}}]}},
          "Answer":{"Type":"AWS::Events::Rule","Properties":{"EventBusName":{"Fn::GetAtt":["Bus","Name"]},"EventPattern":{"source":["muster.spoke"]},"Targets":[{"Id":"b","Arn":{"Fn::GetAtt":["Record","Arn"]},"InputPath":"$.detail"}]}},
          "Clock":{"Type":"AWS::Events::Rule","Properties":{"Name":"clock","ScheduleExpression":"rate(10 minutes)","Targets":[{"Id":"c","Arn":{"Fn::GetAtt":["Record","Arn"]},"Input":"{\"rung\":true}"}]}},
          "Record":{"Type":"AWS::Lambda::Function","Properties":{"FunctionName":"record","Environment":{"Variables":{"TOKEN":{"Ref":"Token"},"WHERE":{"Fn::Sub":"${AWS::Region}/${Bus.Arn}"}}}}}}}
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
        Assert.Equal("from-parameter", answer.Token);
        var instance = Assert.Single(platform!.Ec2.In("111111111111", "eu-central-1").Instances);
        Assert.Equal(instance.Id, (string?)JsonNode.Parse(answer.Payload)!["answer"]!["Instances"]![0]!["InstanceIds"]![0]);
        Assert.Empty(platform.Complaints);
        Assert.Equal(["launch: Launch, Retry 0 (Ec2.Ec2Exception)", "launch: Launch, Catch 0 (States.ALL)"], platform.Runner.Coverage.Missing.Order().Reverse());
    }

    [Fact]
    public async Task Failure_is_retried_then_told()
    {
        await DeployAsync();
        platform!.Ec2.In("111111111111", "eu-central-1").Spoil("createFleet", CallFate.Throttled, CallFate.Throttled);
        Order("Launch", "token");
        Assert.Contains("Request limit exceeded.", (await InvokedAsync()).Payload);
        Assert.Empty(platform.Runner.Coverage.Missing);
        Assert.StartsWith("launch: 2/2 states, 1/1 catches, 1/1 retries", platform.Runner.Coverage.ToString());
    }

    [Fact]
    public async Task Parameter_that_EC2_does_not_know_is_complained_of()
    {
        await DeployAsync(Template.Replace("\\\"ClientToken.$\\\"", "\\\"clientToken.$\\\"", StringComparison.Ordinal));
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
        Assert.Equal("eu-central-1/arn:aws:events:eu-central-1:111111111111:event-bus/orders", platform.Functions.Values.Single().Environment["WHERE"]);
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
        "111111111111",
        "eu-central-1");

    private async Task DeployAsync(string template = Template) => platform = await FakePlatform.DeployAsync(new(
        DeployedStack.Read([("stack", JsonNode.Parse(template)!.AsObject(), "111111111111", "eu-central-1")]),
        await NewerNode.PathAsync(), NewerNode.Script, new ApiShapes(NewerNode.Apis), Invoke)
    {
        Chance = () => 0.5, ScaleOf = _ => 0.01,
    });

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
