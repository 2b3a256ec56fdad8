using System.Text.Json.Nodes;
using Muster.Testing.Platform.Shapes;
using Muster.Tests.Servers;

namespace Muster.Tests.Testing.Platform;

/// <summary>What machines send is checked against the public models of services.</summary>
public sealed class ApiShapesTests
{
    private const string Create = "arn:aws:states:::aws-sdk:ec2:createFleet";

    [Fact]
    public async Task Fleet_as_it_should_be_has_no_problems() => Assert.Empty(await ProblemsAsync(Create, FakeEc2Tests.Fleet("token", 2)));

    [Theory]
    [InlineData(Create, """{"clientToken":"x","LaunchTemplateConfigs":[],"TargetCapacitySpecification":{"TotalTargetCapacity":1}}""", "ec2:createFleet has 'clientToken'; it is written 'ClientToken'.")]
    [InlineData(Create, """{"LaunchTemplateConfigs":[]}""", "ec2:createFleet has no 'TargetCapacitySpecification', which is required.")]
    [InlineData(Create, """{"LaunchTemplateConfigs":[{"Overrides":[{"InstanceTypes":"x"}]}],"TargetCapacitySpecification.$":"$.x"}""", "ec2:createFleet.LaunchTemplateConfigs[].Overrides[] has 'InstanceTypes'; known: ")]
    [InlineData(Create, """{"LaunchTemplateConfigs":[],"TargetCapacitySpecification":{"TotalTargetCapacity":"1"}}""", "ec2:createFleet.TargetCapacitySpecification.TotalTargetCapacity is \"1\"; allowed: integer.")]
    [InlineData("arn:aws:states:::aws-sdk:ec2:CreateFleet", "{}", "arn:aws:states:::aws-sdk:ec2:CreateFleet calls 'CreateFleet', which ec2 does not have; actions are written in camel case.")]
    [InlineData("arn:aws:states:::aws-sdk:ec3:createFleet", "{}", "arn:aws:states:::aws-sdk:ec3:createFleet calls the service 'ec3'; known: ec2, ")]
    [InlineData("arn:aws:states:::events:putEvents", """{"Entries":[{"Detail":{"any":1},"DetailTypes":"x"}]}""", "events:putEvents.Entries[] has 'DetailTypes'; known: Detail, DetailType, EventBusName, ")]
    [InlineData("arn:aws:states:::aws-sdk:eventbridge:putEvents", """{"Entries":[{"Detail":{"any":1}}]}""", "eventbridge:putEvents.Entries[].Detail is {\"any\":1}; allowed: string.")]
    [InlineData("arn:aws:states:::states:startExecution", """{"Input":{"a":1}}""", "states:startExecution has no 'StateMachineArn', which is required.")]
    public async Task Call_that_would_be_refused_is_told(string resource, string parameters, string problem) =>
        Assert.StartsWith(problem, Assert.Single(await ProblemsAsync(resource, JsonNode.Parse(parameters))));

    private static async Task<IReadOnlyList<string>> ProblemsAsync(string resource, JsonNode? parameters)
    {
        await NewerNode.PathAsync();
        return new ApiShapes(NewerNode.Apis).Problems(resource, parameters);
    }
}
