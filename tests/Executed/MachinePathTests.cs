using System.Text.Json.Nodes;
using Muster.Aws.Contracts;
using Muster.Testing.Platform.Machines;
using Muster.Tests.Infra;

namespace Muster.Tests.Executed;

/// <summary>
/// Each synthesized machine by itself, with answers that are written down: every state is entered, and every Catch and Retry taken, with no call
/// that a service would refuse, and no end by the machine's own fault.
/// </summary>
[Collection(ExecutedScenario.Name)]
public sealed class MachinePathTests(ExecutedPlatform platform) : IDisposable
{
    private static readonly PlatformNames s_names = new(SynthesizedPlatform.Deployment);
    private MachineExerciser? exerciser;

    public void Dispose() => exerciser?.Dispose();

    [Fact]
    public Task Intent_machine_takes_every_way() => ExerciseAsync(
        s_names.IntentMachine,
        Wish("start", """ "run":"r1","queue":"false","generation":"0" """),
        Wish("start", """ "run":"r1","queue":"true","generation":"2" """),
        Wish("check", """ "check":"c1" """),
        Wish("machine", """ "account":"111122223333","region":"us-east-1","instance":"i-1","act":"stop","why":"idle" """),
        Wish("other", """ "run":"" """));

    [Fact]
    public Task Sweep_machine_takes_every_way() => ExerciseAsync(s_names.SweepMachine, Coordinations());

    [Fact]
    public Task Queue_machine_takes_every_way() => ExerciseAsync(s_names.QueueMachine, Coordinations());

    [Fact]
    public Task Reap_machine_takes_every_way() => ExerciseAsync(
        s_names.ReapMachine,
        new MachineCase("""{"start":true}""", (call, _) => IsFunction(call) ? Orders(0) : null),
        new MachineCase("""{"detail-type":"Page Listed"}""", (call, _) => IsFunction(call) ? Orders(2) : null));

    [Fact]
    public Task Ask_machine_takes_every_way() => ExerciseAsync(
        s_names.AskMachine,
        new MachineCase("""{"check":"c1"}""", (call, _) => IsFunction(call) ? Orders(0) : null),
        new MachineCase("""{"check":"c1"}""", (call, _) => IsFunction(call) ? Orders(1) : null));

    [Fact]
    public Task Wish_machine_takes_every_way() => ExerciseAsync(
        s_names.WishMachine, new MachineCase("""{"account":"111122223333","region":"us-east-1","instance":"i-1","act":"stop","why":"idle"}"""));

    [Fact]
    public Task Launch_machine_takes_every_way() => ExerciseAsync(
        s_names.LaunchMachine,
        new MachineCase(Launch("test", "2999-01-01T00:00:00Z", "SpotOptions")),
        new MachineCase(Launch("test", "2999-01-01T00:00:00Z", "OnDemandOptions")),
        new MachineCase(Launch("test", "2020-01-01T00:00:00Z", "SpotOptions")),
        new MachineCase(Launch("test", "soon", "SpotOptions")),
        new MachineCase(Launch("other", "2999-01-01T00:00:00Z", "SpotOptions")));

    [Fact]
    public Task List_machine_takes_every_way() => ExerciseAsync(
        s_names.ListMachine,
        new MachineCase("""{"listing":"l1"}""", (call, before) => IsCall(call, "describeInstances") ? Reservations(before == 0 ? 3 : 1, before == 0 ? "next" : null) : null),
        new MachineCase("""{"listing":"l1"}""", (call, _) => IsCall(call, "describeInstances") ? Reservations(0, null) : null));

    [Fact]
    public Task Act_machine_takes_every_way() => ExerciseAsync(
        s_names.ActMachine, Act("test", "terminate"), Act("test", "stop"), Act("test", "hibernate"), Act("test", "dance"), Act("other", "stop"));

    [Fact]
    public Task Check_machine_takes_every_way() => ExerciseAsync(
        s_names.CheckMachine, new MachineCase("""{"deployment":"test","check":"c1","sentAt":"2026-11-30T12:00:00Z"}"""));

    [Fact]
    public Task Catalogue_machine_takes_every_way() => ExerciseAsync(s_names.CatalogueMachine, new MachineCase("{}", (call, before) => call.Resource.Split(':')[^1] switch
    {
        "describeInstanceTypes" => Described("InstanceTypes", before),
        "describeInstanceTypeOfferings" => Described("InstanceTypeOfferings", before),
        "describeSpotPriceHistory" => Described("SpotPriceHistory", before),
        _ => null,
    }));

    [Fact]
    public void Every_machine_that_is_synthesized_is_among_them()
    {
        string[] exercised =
        [
            s_names.IntentMachine, s_names.SweepMachine, s_names.QueueMachine, s_names.ReapMachine, s_names.AskMachine, s_names.WishMachine,
            s_names.LaunchMachine, s_names.ListMachine, s_names.ActMachine, s_names.CheckMachine, s_names.CatalogueMachine,
        ];
        Assert.Equal(exercised.Order(), platform.Stacks.SelectMany(stack => stack.Machines.Values).Select(machine => machine.Name).Distinct().Order());
    }

    private async Task ExerciseAsync(string machine, params IEnumerable<MachineCase> cases)
    {
        var found = platform.Stacks.SelectMany(stack => stack.Machines.Values).First(each => each.Name == machine);
        exerciser = await MachineExerciser.StartAsync();
        await exerciser.ExerciseAsync(found, cases);
        platform.Coverage.Add(exerciser.Coverage);
        TestContext.Current.TestOutputHelper?.WriteLine($"{exerciser.Coverage}{exerciser.Executions.Count} executions");
        Assert.Empty(exerciser.Complaints);
        Assert.Empty(exerciser.Coverage.Missing);
    }

    private static MachineCase Wish(string kind, string fields) => new($$"""[{"kind":"{{kind}}",{{fields}}}]""");

    private static IEnumerable<MachineCase> Coordinations()
    {
        yield return new(Begun, (call, before) => IsFunction(call) ? before == 0 ? Planned("wait", 11) : Planned("over", 0) : null);
        yield return new(Begun, (call, before) => IsFunction(call) ? before == 0 ? Planned("wait", 0) : Planned("over", 1) : null);
        yield return new(Begun, (call, _) => IsFunction(call) ? Planned("successor", 0) : null);
        yield return new(Begun, (call, _) => IsFunction(call) ? Planned("successor", 1) : null);
    }

    private const string Begun = """{"run":"r1","queue":"false","generation":"0","plan":{"tick":0,"clock":0,"memory":null}}""";

    private static JsonNode Planned(string next, int sends)
    {
        var plan = Orders(sends);
        foreach (var (name, value) in JsonNode.Parse($$"""{"next":"{{next}}","wait":1,"clock":1000,"memory":"x","tick":1}""")!.AsObject())
            plan[name] = value?.DeepClone();
        return plan;
    }

    private static JsonNode Orders(int sends)
    {
        var entry = JsonNode.Parse("""{"Source":"muster.hub","DetailType":"Launch","EventBusName":"muster-test-hub","Detail":"{}"}""")!;
        var batches = Enumerable.Range(0, sends).Chunk(10).Select(batch => new JsonArray([.. batch.Select(_ => entry.DeepClone())]));
        return new JsonObject { ["batches"] = new JsonArray([.. batches]), ["sends"] = sends };
    }

    private static string Launch(string deployment, string notAfter, string market) => $$"""
        {"deployment":"{{deployment}}","account":"111122223333","region":"eu-west-1","run":"r1","fleet":"f1","notAfter":"{{notAfter}}",
         "request":{"ClientToken":"t","LaunchTemplateConfigs":[],"TargetCapacitySpecification":{"TotalTargetCapacity":1},"{{market}}":{ },"TagSpecifications":[]} }
        """;

    private static MachineCase Act(string deployment, string act) => new($$"""{"deployment":"{{deployment}}","act":"{{act}}","instances":["i-1"],"why":"it is idle"} """);

    private static JsonNode Reservations(int instances, string? next)
    {
        var instance = JsonNode.Parse("""{"InstanceId":"i-1","LaunchTime":"2026-11-30T12:00:00Z","State":{"Code":16,"Name":"running"},"Tags":[{"Key":"a","Value":"b"}]}""")!;
        return Paged(new() { ["Reservations"] = new JsonArray([.. Enumerable.Range(0, instances).Select(_ => new JsonObject { ["Instances"] = new JsonArray(instance.DeepClone()) })]) }, next);
    }

    private static JsonNode Described(string name, int before) => Paged(new() { [name] = new JsonArray(new JsonObject()) }, before == 0 && name != "SpotPriceHistory" ? "next" : before == 0 ? "more" : null);

    private static JsonNode Paged(JsonObject page, string? next)
    {
        if (next is not null)
            page["NextToken"] = next;
        return page;
    }

    private static bool IsFunction(TaskCall call) => call.Resource.StartsWith("arn:aws:lambda:", StringComparison.Ordinal);

    private static bool IsCall(TaskCall call, string action) => call.Resource.EndsWith($":{action}", StringComparison.Ordinal);
}
