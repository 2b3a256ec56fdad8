using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Muster.Testing.Platform.Buses;
using Muster.Testing.Platform.Ec2;
using Muster.Testing.Platform.Machines;
using Muster.Testing.Platform.Shapes;

namespace Muster.Testing.Platform;

/// <summary>
/// Stacks, deployed on fakes: their machines are executed, their rules evaluated, their functions called. What they
/// call of AWS is checked against the services' models.
/// </summary>
public sealed class FakePlatform : IDisposable
{
    private const string StatesPrefix = "arn:aws:states:";
    private readonly Dictionary<string, StateMachine> machines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DeployedFunction> functions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (DeployedStack Stack, DeployedSchedule Schedule)> schedules = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Machine, string Name), Execution> started = new();
    private readonly FakePlatformSetup setup;
    private MachineRunner? runner;
    private int numbers;

    private FakePlatform(FakePlatformSetup setup)
    {
        this.setup = setup;
        Buses = new(setup.Time, setup.Chance, DeliverAsync);
        Ec2 = new(setup.Time, setup.Chance) { Opened = Open };
        foreach (var stack in setup.Stacks)
            Deploy(stack);
    }

    /// <summary>The buses.</summary>
    public FakeBuses Buses { get; }

    /// <summary>EC2 of all accounts and regions.</summary>
    public FakeEc2 Ec2 { get; }

    /// <summary>What was wrong with calls of machines, for people; a test ends with none.</summary>
    public ConcurrentQueue<string> Complaints { get; } = new();

    /// <summary>The names of schedules.</summary>
    public IEnumerable<string> Schedules => schedules.Keys;

    /// <summary>Pipes.</summary>
    public IReadOnlyList<DeployedPipe> Pipes => [.. setup.Stacks.SelectMany(stack => stack.Pipes)];

    /// <summary>Machines, by ARN.</summary>
    public IReadOnlyDictionary<string, StateMachine> Machines => machines;

    /// <summary>Functions, by ARN.</summary>
    public IReadOnlyDictionary<string, DeployedFunction> Functions => functions;

    /// <summary>What executes machines.</summary>
    public MachineRunner Runner => runner!;

    /// <summary>Answers a Task's call instead of the fakes; null: they do. Default: they do.</summary>
    public Func<TaskCall, Task<JsonNode?>>? Instead { get; set; }

    /// <summary>Calls of services by Tasks and functions, counted by <c>service:action</c>.</summary>
    public ConcurrentDictionary<string, int> Called { get; } = new(StringComparer.Ordinal);

    /// <summary>Deploys.</summary>
    public static async Task<FakePlatform> DeployAsync(FakePlatformSetup setup)
    {
        var platform = new FakePlatform(setup);
        platform.runner = await MachineRunner.StartAsync(setup.Node, setup.Script, platform.AnswerAsync, setup.ScaleOf, setup.Coverage);
        return platform;
    }

    /// <summary>Starts an execution, as <c>StartExecution</c> does.</summary>
    /// <exception cref="TaskFailedException">The name was used before.</exception>
    public Execution Start(string machineArn, string name, JsonNode? input)
    {
        var machine = machines.GetValueOrDefault(machineArn) ?? throw new TaskFailedException("Sfn.StateMachineDoesNotExistException", $"State Machine Does Not Exist: '{machineArn}' (Service: Sfn, Status Code: 400)");
        lock (started)
        {
            if (started.TryGetValue((machineArn, name), out var before))
            {
                return !before.Ended.IsCompleted && JsonNode.DeepEquals(before.Input, input)
                    ? before
                    : throw new TaskFailedException("Sfn.ExecutionAlreadyExistsException", $"Execution Already Exists: '{before.Arn}' (Service: Sfn, Status Code: 400)");
            }

            var (account, region) = PlaceOf(machineArn);
            return started[(machineArn, name)] = Runner.Start(machine, name, input, $"{StatesPrefix}{region}:{account}");
        }
    }

    /// <summary>Calls a function.</summary>
    public Task<JsonNode?> InvokeAsync(string function, JsonNode? payload)
    {
        Count("lambda:invoke");
        return setup.Invoke(functions.GetValueOrDefault(FunctionArn(function)) ?? throw new TaskFailedException("Lambda.ResourceNotFoundException", $"Function not found: {function} (Service: Lambda, Status Code: 404)"), payload);
    }

    /// <summary>Has a schedule come.</summary>
    public async Task RingAsync(string schedule)
    {
        var (stack, rung) = schedules[schedule];
        var found = new JsonObject
        {
            ["version"] = "0", ["id"] = NextId(), ["detail-type"] = "Scheduled Event", ["source"] = "aws.events", ["account"] = stack.Account,
            ["time"] = setup.Time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"), ["region"] = stack.Region, ["resources"] = new JsonArray(), ["detail"] = new JsonObject(),
        };
        foreach (var target in rung.Targets)
            await DeliverAsync(target.Arn, target.Shape?.Invoke(found) ?? found);
    }

    /// <inheritdoc />
    public void Dispose() => runner?.Dispose();

    private void Deploy(DeployedStack stack)
    {
        foreach (var (arn, machine) in stack.Machines)
            machines.Add(arn, machine);
        foreach (var function in stack.Functions)
            functions.Add(function.Arn, function);
        foreach (var bus in stack.Buses.Append(stack.BusArn("default")))
            Buses.AddBus(bus);
        foreach (var rule in stack.Rules)
            Buses.Add(rule);
        foreach (var schedule in stack.Schedules)
            schedules.Add(schedule.Name, (stack, schedule));
    }

    private void Open(Ec2Place place)
    {
        place.Told = found => Buses.Put($"arn:aws:events:{place.Region}:{place.Account}:event-bus/default", found);
        setup.Opened(place);
    }

    private async Task<JsonNode?> AnswerAsync(TaskCall call)
    {
        Check(call);
        if (Instead is { } instead)
            return await instead(call);
        return await ServeAsync(call);
    }

    /// <summary>Answers a Task's call by the fakes.</summary>
    public async Task<JsonNode?> ServeAsync(TaskCall call)
    {
        if (call.Resource.StartsWith("arn:aws:lambda:", StringComparison.Ordinal))
            return await InvokeAsync(call.Resource, call.Parameters);
        var (account, region) = PlaceOf(call.Execution.Arn);
        var resource = Resource.TryParse(call.Resource)!;
        Count($"{resource.Service}:{resource.Action}");
        return (resource.Service, resource.Action) switch
        {
            ("lambda", "invoke") => new JsonObject { ["ExecutedVersion"] = "$LATEST", ["StatusCode"] = 200, ["Payload"] = await InvokeAsync((string)call.Parameters!["FunctionName"]!, call.Parameters["Payload"]) },
            ("events" or "eventbridge", "putEvents") => Buses.PutEvents(call.Parameters!, account, region),
            ("states" or "sfn", "startExecution") => StartAnswer(call.Parameters!),
            ("ec2", _) => Ec2.In(account, region).Call(resource.Action, call.Parameters!.AsObject()),
            ("servicequotas", "getServiceQuota") => new JsonObject
            {
                ["Quota"] = new JsonObject { ["ServiceCode"] = "ec2", ["QuotaCode"] = (string)call.Parameters!["QuotaCode"]!, ["QuotaName"] = "vCPUs", ["Value"] = 640.0 },
            },
            _ => throw new InvalidOperationException($"No fake serves {call.Resource}."),
        };
    }

    private void Check(TaskCall call)
    {
        if (call.Resource.StartsWith("arn:aws:lambda:", StringComparison.Ordinal))
            return;
        foreach (var problem in setup.Shapes.Problems(call.Resource, call.Parameters))
            Complaints.Enqueue($"{call.Execution.Machine.Name}, {call.State}: {problem}");
    }

    private JsonObject StartAnswer(JsonNode parameters)
    {
        var input = parameters["Input"] is JsonValue text && text.GetValueKind() == System.Text.Json.JsonValueKind.String ? JsonNode.Parse((string)text!) : parameters["Input"];
        var execution = Start((string)parameters["StateMachineArn"]!, (string?)parameters["Name"] ?? NextId(), input);
        return new() { ["ExecutionArn"] = execution.Arn, ["StartDate"] = setup.Time.GetUtcNow().ToString("O") };
    }

    private async Task DeliverAsync(string arn, JsonNode input)
    {
        if (machines.ContainsKey(arn))
        {
            Count("states:startExecution");
            Start(arn, NextId(), input);
        }
        else if (functions.ContainsKey(arn))
        {
            await InvokeAsync(arn, input);
        }
        else
        {
            throw new InvalidOperationException($"Nothing is deployed that is {arn}.");
        }
    }

    private void Count(string call) => Called.AddOrUpdate(call, 1, static (_, before) => before + 1);

    private string NextId() => $"00000000-0000-4000-9000-{Interlocked.Increment(ref numbers):x12}";

    private static string FunctionArn(string function) => function.EndsWith(":$LATEST", StringComparison.Ordinal) ? function[..^8] : function;

    /// <summary>Account and region of an ARN.</summary>
    private static (string Account, string Region) PlaceOf(string arn) => arn.Split(':') is var words ? (words[4], words[3]) : default;
}

/// <summary>What a platform on fakes is made of.</summary>
/// <param name="Stacks">The stacks.</param>
/// <param name="Node">The program <c>node</c>.</param>
/// <param name="Script">The path of <c>run-machines.cjs</c>.</param>
/// <param name="Shapes">The models of services.</param>
/// <param name="Invoke">Calls a function; throws <see cref="TaskFailedException"/> for its errors.</param>
public sealed record FakePlatformSetup(
    IReadOnlyList<DeployedStack> Stacks, string Node, string Script, ApiShapes Shapes, Func<DeployedFunction, JsonNode?, Task<JsonNode?>> Invoke)
{
    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Chance; may be called by several at a time.</summary>
    public required Func<double> Chance { get; init; }

    /// <summary>Told of each place of EC2 before it is first used.</summary>
    public Action<Ec2Place> Opened { get; init; } = static _ => { };

    /// <summary>How long waits and delays of a machine take, as a part of what its definition says. Default: as long as it says.</summary>
    public Func<StateMachine, double> ScaleOf { get; init; } = static _ => 1;

    /// <summary>Where to note which states were seen.</summary>
    public StateCoverage Coverage { get; init; } = new();
}
