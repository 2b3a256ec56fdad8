using System.Text.Json.Nodes;
using Muster.Aws.Contracts;

namespace Muster.Tests.Infra;

public class RouteTests(SynthesizedPlatform platform)
{
    private static readonly PlatformNames s_names = new(SynthesizedPlatform.Deployment);

    [Fact]
    public void Orders_go_to_the_bus_of_the_spoke_that_they_name() => Assert.Equal(
        [
            ("111122223333 eu-west-1", "arn:aws:events:eu-west-1:111122223333:event-bus/muster-test-spoke"),
            ("111122223333 us-east-1", "arn:aws:events:us-east-1:111122223333:event-bus/muster-test-spoke"),
            ("444455556666 eu-west-1", "arn:aws:events:eu-west-1:444455556666:event-bus/muster-test-spoke"),
        ],
        On(platform.Hub, s_names.HubBus).Where(rule => Of(rule, "source") is [PlatformEvents.FromHub])
            .Select(rule => ($"{rule.Pattern!["detail"]!["account"]![0]} {rule.Pattern["detail"]!["region"]![0]}", rule.Targets.Single().Arn)).Order());

    [Theory]
    [InlineData(PlatformEvents.Launch, "launch")]
    [InlineData(PlatformEvents.List, "list")]
    [InlineData(PlatformEvents.Act, "act")]
    [InlineData(PlatformEvents.Check, "check")]
    public void An_order_begins_the_machine_of_a_spoke_with_its_detail(string type, string machine) => Assert.All(platform.Spokes, spoke =>
    {
        var rule = Assert.Single(On(spoke, s_names.SpokeBus), rule => Of(rule, "detail-type").Contains(type));
        Assert.Equal([PlatformEvents.FromHub], Of(rule, "source"));
        Assert.Equal([spoke.Account], Texts(rule.Pattern!["detail"]!["account"]));
        Assert.Equal([spoke.Region], Texts(rule.Pattern["detail"]!["region"]));
        Assert.Equal(("$.detail", spoke.Machines.Single(each => each.Name == $"muster-test-{machine}").Arn), (rule.Targets.Single().InputPath, rule.Targets.Single().Arn));
    });

    [Theory]
    [InlineData(PlatformEvents.LaunchAnswered, "function:muster-test-record-launch")]
    [InlineData(PlatformEvents.ActAnswered, "function:muster-test-on-instance-event")]
    [InlineData(PlatformEvents.StateChanged, "function:muster-test-on-instance-event")]
    [InlineData(PlatformEvents.SpotInterruption, "function:muster-test-on-instance-event")]
    [InlineData(PlatformEvents.Rebalance, "function:muster-test-on-instance-event")]
    [InlineData(PlatformEvents.PageListed, "stateMachine:muster-test-reap")]
    [InlineData(PlatformEvents.CheckAnswered, "function:muster-test-check")]
    [InlineData(PlatformEvents.CataloguePage, "function:muster-test-check")]
    public void An_answer_comes_whole_to_one_taker(string type, string taker)
    {
        var rule = Assert.Single(On(platform.Hub, s_names.HubBus), rule => Of(rule, "detail-type").Contains(type));
        var target = Assert.Single(rule.Targets);
        Assert.EndsWith($":{taker}", target.Arn, StringComparison.Ordinal);
        Assert.Null(target.InputPath);
        Assert.Null(target.Input);
        Assert.Equal(["111122223333", "444455556666"], Of(rule, "account"));
    }

    [Fact]
    public void A_spoke_sends_its_answers_and_what_EC2_tells_to_the_hub() => Assert.All(platform.Spokes, spoke =>
    {
        const string hub = "arn:aws:events:eu-west-1:111122223333:event-bus/muster-test-hub";
        Assert.Equal(hub, Assert.Single(On(spoke, s_names.SpokeBus), rule => Of(rule, "source") is [PlatformEvents.FromSpoke]).Targets.Single().Arn);
        var told = Assert.Single(On(spoke, "default"), rule => Of(rule, "source") is [PlatformEvents.FromEc2]);
        Assert.Equal(hub, told.Targets.Single().Arn);
        Assert.Equal([PlatformEvents.StateChanged, PlatformEvents.SpotInterruption, PlatformEvents.Rebalance], Of(told, "detail-type"));
    });

    [Fact]
    public void A_spoke_tells_of_itself_every_hour_and_when_it_was_deployed() => Assert.All(platform.Spokes, spoke =>
    {
        var catalogue = spoke.Machines.Single(machine => machine.Name == s_names.CatalogueMachine).Arn;
        var rules = On(spoke, "default").Where(rule => rule.Targets.Any(target => target.Arn == catalogue)).ToList();
        Assert.Contains(rules, rule => rule.Schedule == "rate(1 hour)");
        Assert.Contains(rules, rule => rule.Pattern?["detail"]!["stack-id"]![0]!["prefix"]!.GetValue<string>() == $"arn:aws:cloudformation:{spoke.Region}:{spoke.Account}:stack/{spoke.Name}/");
    });

    [Theory]
    [InlineData("rate(10 minutes)", "stateMachine:muster-test-reap", """{"start":true}""")]
    [InlineData("rate(5 minutes)", "function:muster-test-restart", """{"restart":true}""")]
    public void What_the_hub_does_by_schedule(string schedule, string what, string input)
    {
        var target = Assert.Single(On(platform.Hub, "default"), rule => rule.Schedule == schedule).Targets.Single();
        Assert.EndsWith($":{what}", target.Arn, StringComparison.Ordinal);
        Assert.Equal(input, target.Input!.ToJsonString());
    }

    [Fact]
    public void Nothing_that_cannot_be_delivered_is_lost() => Assert.All(platform.Rules, rule => Assert.All(rule.Targets, target => Assert.EndsWith("-dead-letters", target.DeadLetters!, StringComparison.Ordinal)));

    [Fact]
    public void Only_accounts_of_the_deployment_may_put_events_on_a_bus() => Assert.Equal(
        [
            "hub: 111122223333 444455556666",
            "spoke-111122223333-eu-west-1: 111122223333",
            "spoke-111122223333-us-east-1: 111122223333",
            "spoke-444455556666-eu-west-1: 111122223333 444455556666",
        ],
        platform.Stacks.Select(stack => $"{stack.Name["muster-test-".Length..]}: {string.Join(' ', stack.Of("AWS::Events::EventBusPolicy").Select(policy => policy.Properties["Statement"]!["Principal"]!["AWS"]!.GetValue<string>().Split(':')[4]).Order())}"));

    [Fact]
    public void The_pipe_begins_the_intent_machine_with_every_field_of_a_wish()
    {
        Assert.Equal(platform.Hub.Machines.Single(machine => machine.Name == s_names.IntentMachine).Arn, platform.Pipe.Target);
        Assert.Equal("""{"eventName":["INSERT"],"dynamodb":{"NewImage":{"k":{"S":["start","check","machine"]}}}}""", platform.Pipe.Filter.ToJsonString());
        Assert.Equal(
            ["kind", "run", "queue", "generation", "check", "account", "region", "instance", "act", "why"],
            JsonNode.Parse(platform.Pipe.Template)!.AsObject().Select(field => field.Key));
    }

    private static IEnumerable<SynthesizedRule> On(SynthesizedStack stack, string bus) => stack.Rules.Where(rule => rule.Bus == bus);

    private static IReadOnlyList<string> Of(SynthesizedRule rule, string field) => Texts(rule.Pattern?[field]);

    private static IReadOnlyList<string> Texts(JsonNode? value) => value is JsonArray all ? [.. all.Select(item => item!.GetValue<string>())] : [];
}
