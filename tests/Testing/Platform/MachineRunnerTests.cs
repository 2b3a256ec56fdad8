using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Muster.Testing.Platform.Machines;
using Muster.Tests.Servers;

namespace Muster.Tests.Testing.Platform;

/// <summary>State machines are executed as they are defined, and what they did is seen.</summary>
public sealed class MachineRunnerTests : IDisposable
{
    private readonly ConcurrentQueue<TaskCall> calls = new();
    private MachineRunner? runner;

    public void Dispose() => runner?.Dispose();

    [Fact]
    public async Task Machine_takes_its_path_and_gives_its_output()
    {
        var end = await RunAsync(
            """
            {"StartAt":"Ask","States":{
              "Ask":{"Type":"Task","Resource":"arn:aws:states:::events:putEvents","Parameters":{"Name.$":"$$.Execution.Name","Id.$":"$$.Execution.Id"},"ResultPath":"$.answer","Next":"Wait as told"},
              "Wait as told":{"Type":"Wait","SecondsPath":"$.seconds","Next":"Each"},
              "Each":{"Type":"Map","ItemsPath":"$.items","ItemProcessor":{"StartAt":"Item","States":{"Item":{"Type":"Task","Resource":"item","End":true}}},"ResultPath":"$.items","End":true}}}
            """,
            """{"seconds":2,"items":[1,2]}""",
            call => call.State == "Ask" ? JsonValue.Create("yes") : call.Parameters);
        Assert.Equal("""{"seconds":2,"items":[1,2],"answer":"yes"}""", end.Output!.ToJsonString());
        Assert.Equal("""{"Name":"run-1","Id":"arn:aws:states:eu-central-1:111111111111:execution:test:run-1"}""", calls.First().Parameters!.ToJsonString());
        Assert.Equal(["Ask", "Wait as told", "Each", "Item", "Item"], runner!.Executions[0].Path);
        Assert.Empty(runner.Coverage.Missing);
    }

    [Fact]
    public async Task Failing_task_is_retried_and_then_caught_with_its_cause()
    {
        var end = await RunAsync(Fallible, """{"x":1}""", _ => throw new TaskFailedException("Ec2.Ec2Exception", "Request limit exceeded."));
        Assert.Equal("""{"x":1,"failure":{"Error":"Ec2.Ec2Exception","Cause":"Request limit exceeded."}}""", end.Output!.ToJsonString());
        Assert.Equal(3, calls.Count);
        Assert.Equal(["test: Ask, Catch 1 (States.ALL)"], runner!.Coverage.Missing);
        Assert.Equal(4, runner.Executions[0].Transitions);
    }

    [Fact]
    public async Task Machine_that_fails_tells_error_and_cause()
    {
        var end = await RunAsync("""{"StartAt":"No","States":{"No":{"Type":"Fail","Error":"Refused","Cause":"It is too late."}}}""", "{}", _ => null);
        Assert.Equal(new ExecutionEnd("FAILED", null, "Refused", "It is too late."), end);
    }

    [Fact]
    public async Task Fault_of_what_answers_ends_the_execution_and_is_told()
    {
        var end = await RunAsync("""{"StartAt":"Ask","States":{"Ask":{"Type":"Task","Resource":"x","End":true}}}""", "{}", _ => throw new InvalidOperationException("a fault of the fake"));
        Assert.Equal("States.Runtime", end.Error);
        Assert.Contains("a fault of the fake", end.Cause);
    }

    [Fact]
    public async Task Result_above_the_limit_fails_the_task()
    {
        var end = await RunAsync("""{"StartAt":"Ask","States":{"Ask":{"Type":"Task","Resource":"x","End":true}}}""", "{}", _ => new string('x', 262144));
        Assert.Equal("States.DataLimitExceeded", end.Error);
    }

    [Fact]
    public async Task Execution_that_takes_too_long_times_out()
    {
        var end = await RunAsync("""{"StartAt":"Ask","TimeoutSeconds":1,"States":{"Ask":{"Type":"Wait","Seconds":1000,"End":true}}}""", "{}", _ => null);
        Assert.Equal("TIMED_OUT", end.Status);
    }

    private const string Fallible = """
        {"StartAt":"Ask","States":{"Ask":{"Type":"Task","Resource":"x","Retry":[{"ErrorEquals":["Ec2.Ec2Exception"],"IntervalSeconds":1,"MaxAttempts":2}],
          "Catch":[{"ErrorEquals":["Ec2.Ec2Exception"],"ResultPath":"$.failure","Next":"Done"},{"ErrorEquals":["States.ALL"],"Next":"Done"}],"Next":"Done"},"Done":{"Type":"Succeed"}}}
        """;

    private async Task<ExecutionEnd> RunAsync(string definition, string input, Func<TaskCall, JsonNode?> answer)
    {
        runner = await MachineRunner.StartAsync(await NewerNode.PathAsync(), NewerNode.Script, Answer, scaleOf: _ => 0.01);
        return await runner.Start(new("test", JsonNode.Parse(definition)!.AsObject()), "run-1", JsonNode.Parse(input)).Ended.WaitAsync(TimeSpan.FromSeconds(30));

        Task<JsonNode?> Answer(TaskCall call)
        {
            calls.Enqueue(call);
            return Task.FromResult(answer(call));
        }
    }
}
