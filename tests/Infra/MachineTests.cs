using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Muster.Tests.Cli;

namespace Muster.Tests.Infra;

public class MachineTests(SynthesizedPlatform platform)
{
    private static readonly JsonSerializerOptions s_readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Names => [.. s_names];

    private static readonly string[] s_names = ["act", "ask", "catalogue", "check", "intent", "launch", "list", "queue", "reap", "sweep", "wish"];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_definition_is_as_it_was_accepted(string name) => Snapshot.Matches($"{name}.asl.json", Of(name).Definition.ToJsonString(s_readable) + "\n");

    [Theory]
    [MemberData(nameof(Names))]
    public void The_diagram_in_the_documents_shows_the_definition(string name) => Snapshot.IsCommitted($"docs/machines/{name}.md", MachineDiagram.Page(name, Of(name).Definition));

    [Fact]
    public void Every_machine_is_named_here() => Assert.Equal(s_names, platform.Hub.Machines.Concat(platform.Spokes[0].Machines).Select(machine => machine.Name["muster-test-".Length..]).Order());

    [Fact]
    public async Task The_validator_finds_nothing_wrong() => Assert.Empty(await AslValidator.WrongAsync(platform.Machines.Values.Where(machine => machine.Account == SynthesizedPlatform.HubAccount && machine.Region == SynthesizedPlatform.HubRegion)));

    [Fact]
    public async Task The_validator_finds_a_state_that_is_not_there()
    {
        var machine = Of("wish") with { Definition = Of("wish").Definition.DeepClone().AsObject() };
        machine.Definition["StartAt"] = "Elsewhere";
        Assert.Equal([machine.Name], (await AslValidator.WrongAsync([machine])).Keys);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Names_of_states_are_unique_in_a_machine_and_no_longer_than_80(string name)
    {
        var states = AslState.All(Of(name).Definition).Select(state => state.Name).ToList();
        Assert.Equal(states.Distinct(), states);
        Assert.DoesNotContain(states, state => state.Length > 80);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_task_has_a_time_limit_and_is_tried_again_or_caught(string name) => Assert.All(
        AslState.All(Of(name).Definition).Where(state => state.Kind == "Task"),
        task =>
        {
            Assert.InRange(task.State["TimeoutSeconds"]!.GetValue<int>(), 1, 120);
            Assert.True(task.State.ContainsKey("Retry") || task.State.ContainsKey("Catch"), task.Name);
        });

    // What the tests' interpreter silently does otherwise than AWS, or not at all.
    [Theory]
    [InlineData("QueryLanguage")]
    [InlineData("Assign")]
    [InlineData("ItemReader")]
    [InlineData("HeartbeatSeconds")]
    [InlineData("DISTRIBUTED")]
    [InlineData("\"IsPresent\":false")]
    [InlineData("EnteredTime")]
    public void No_machine_uses_what_the_interpreter_does_not_know(string feature) =>
        Assert.All(platform.Machines.Values, machine => Assert.DoesNotContain(feature, machine.Definition.ToJsonString(), StringComparison.Ordinal));

    private SynthesizedMachine Of(string name) => platform.Hub.Machines.Concat(platform.Spokes[0].Machines).Single(machine => machine.Name == $"muster-test-{name}");
}
