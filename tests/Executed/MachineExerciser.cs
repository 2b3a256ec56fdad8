using System.Text.Json.Nodes;
using Muster.Testing.Platform.Machines;
using Muster.Testing.Platform.Shapes;
using Muster.Tests.Servers;

namespace Muster.Tests.Executed;

/// <summary>An input of a machine, and what its Tasks are answered.</summary>
/// <param name="Input">The execution's input, as JSON.</param>
/// <param name="Answer">Answers a Task's call, by how often it was called before; null: as the service would when all is well.</param>
internal sealed record MachineCase(string Input, Func<TaskCall, int, JsonNode?>? Answer = null);

/// <summary>
/// Executes a machine by itself: each case as it is, then again with each error that a state names in its Retry and Catch, and with one that
/// nobody foresaw. So every way that a machine can take is taken, and none may end in a fault of the machine itself.
/// </summary>
internal sealed class MachineExerciser : IDisposable
{
    private const string Unforeseen = "Test.Unforeseen";
    private readonly ApiShapes shapes = new(NewerNode.Apis);
    private readonly Dictionary<string, Plan> plans = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private readonly HashSet<Fault> tried = [];
    private MachineRunner? runner;
    private int numbers;

    /// <summary>What was seen.</summary>
    public StateCoverage Coverage => runner!.Coverage;

    /// <summary>What was wrong: calls that a service would refuse, and executions that failed by the machine's own fault.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>All executions.</summary>
    public IReadOnlyList<Execution> Executions => runner!.Executions;

    public static async Task<MachineExerciser> StartAsync()
    {
        var exerciser = new MachineExerciser();
        exerciser.runner = await MachineRunner.StartAsync(await NewerNode.PathAsync(), NewerNode.Script, exerciser.AnswerAsync, static _ => 0.001);
        return exerciser;
    }

    /// <summary>Executes each case, and again with every error of every state that is then met, until nothing new is met.</summary>
    public async Task ExerciseAsync(StateMachine machine, params IEnumerable<MachineCase> cases)
    {
        var states = machine.States().ToDictionary(StringComparer.Ordinal);
        foreach (var one in cases)
        {
            var left = new Queue<IReadOnlyList<Fault>>([[]]);
            while (left.TryDequeue(out var faults))
            {
                var execution = await RunAsync(machine, one, faults);
                foreach (var state in execution.Path.Distinct().Where(state => (string?)states[state]["Type"] == "Task" && faults.All(fault => fault.State != state)))
                {
                    foreach (var fault in Faults(state, states[state]).Where(tried.Add))
                        left.Enqueue([.. faults, fault]);
                }
            }
        }
    }

    private async Task<Execution> RunAsync(StateMachine machine, MachineCase one, IReadOnlyList<Fault> faults)
    {
        var name = $"case-{++numbers}";
        lock (gate)
            plans[name] = new(one, faults);
        var execution = runner!.Start(machine, name, JsonNode.Parse(one.Input));
        var end = await execution.Ended.WaitAsync(TimeSpan.FromSeconds(60));
        if (end.Error == "States.Runtime" || end.Status is "TIMED_OUT" or "ABORTED")
            Complaints.Add($"{machine.Name} {one.Input}, {string.Join("; ", faults)}: {end}");
        return execution;
    }

    public void Dispose() => runner?.Dispose();

    private static IEnumerable<Fault> Faults(string name, JsonObject state)
    {
        foreach (var retry in state["Retry"]?.AsArray() ?? [])
            yield return new(name, NameOf(retry!), Always: false);
        foreach (var catcher in state["Catch"]?.AsArray() ?? [])
            yield return new(name, NameOf(catcher!), Always: true);
        yield return new(name, Unforeseen, Always: true);
    }

    private static string NameOf(JsonNode entry) => (string)entry["ErrorEquals"]![0]! is var name && name is "States.ALL" or "States.TaskFailed" ? Unforeseen : name;

    private async Task<JsonNode?> AnswerAsync(TaskCall call)
    {
        await Task.Yield();
        Plan plan;
        int before;
        lock (gate)
        {
            plan = plans[call.Execution.Name];
            before = plan.Calls.GetValueOrDefault(call.State);
            plan.Calls[call.State] = before + 1;
            if (!call.Resource.StartsWith("arn:aws:lambda:", StringComparison.Ordinal))
                Complaints.AddRange(shapes.Problems(call.Resource, call.Parameters).Select(problem => $"{call.Execution.Machine.Name}, {call.State}: {problem}"));
        }

        if (plan.Faults.FirstOrDefault(fault => fault.State == call.State) is { } due && (due.Always || before == 0))
            throw new TaskFailedException(due.Error, "A test had it fail.");
        return plan.Case.Answer?.Invoke(call, before) ?? AllWell(call);
    }

    private static JsonNode AllWell(TaskCall call) => call.Resource.Split(':')[^1] switch
    {
        "putEvents" => JsonNode.Parse("""{"Entries":[{"EventId":"1"}],"FailedEntryCount":0}""")!,
        "startExecution" => JsonNode.Parse("""{"ExecutionArn":"arn:aws:states:eu-west-1:111122223333:execution:m:n","StartDate":"2026-11-30T12:00:00Z"}""")!,
        "createFleet" => JsonNode.Parse("""{"FleetId":"fleet-1","Errors":[],"Instances":[{"InstanceIds":["i-1"],"InstanceType":"c6i.large","Lifecycle":"spot"}]}""")!,
        "getServiceQuota" => JsonNode.Parse("""{"Quota":{"ServiceCode":"ec2","QuotaCode":"L-1216C47A","QuotaName":"Running On-Demand Standard instances","Value":640.0}}""")!,
        _ => new JsonObject(),
    };

    /// <summary>An error of a state's calls: of the first one, or of all.</summary>
    private sealed record Fault(string State, string Error, bool Always);

    private sealed record Plan(MachineCase Case, IReadOnlyList<Fault> Faults)
    {
        public Dictionary<string, int> Calls { get; } = new(StringComparer.Ordinal);
    }
}
