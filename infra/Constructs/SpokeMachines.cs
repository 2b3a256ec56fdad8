using System.Text.Json.Nodes;
using Amazon.CDK.AWS.Events;
using Amazon.CDK.AWS.IAM;
using Constructs;
using Muster.Aws.Contracts;
using Muster.Infra.Machines;

namespace Muster.Infra.Constructs;

/// <summary>What a spoke's machine is made of.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Place">Where it is.</param>
/// <param name="Bus">The spoke's bus, which takes its answers.</param>
internal record SpokeMachineProps(string Name, SpokePlace Place, IEventBus Bus)
{
    /// <summary>The ARNs of its account and region.</summary>
    public Arns Arns => new(Place.Account, Place.Region);
}

/// <summary>A spoke's machine: it does what an order says, and answers.</summary>
internal abstract class SpokeMachine : PlatformMachine
{
    /// <summary>Makes it.</summary>
    protected SpokeMachine(Construct scope, string id, SpokeMachineProps props, Definition definition) : base(scope, id, props.Name, definition) => MayTell(props.Bus);
}

/// <summary>The machine that lists instances. EC2 describes all or nothing: there is no narrower right.</summary>
internal sealed class ListStateMachine : SpokeMachine
{
    /// <summary>Makes it.</summary>
    public ListStateMachine(Construct scope, string id, SpokeMachineProps props) : base(scope, id, props, ListDefinition.Of(props.Place)) => May("ec2:DescribeInstances", "*");
}

/// <summary>The machine that ends, stops or hibernates instances: only what the deployment launched.</summary>
internal sealed class ActStateMachine : SpokeMachine
{
    /// <summary>Makes it.</summary>
    public ActStateMachine(Construct scope, string id, SpokeMachineProps props) : base(scope, id, props, ActDefinition.Of(props.Place)) => May(new PolicyStatementProps
    {
        Actions = ["ec2:TerminateInstances", "ec2:StopInstances"],
        Resources = [props.Arns.Ec2("instance/*")],
        Conditions = new Dictionary<string, object>
        {
            ["StringEquals"] = new Dictionary<string, object>
            {
                [$"aws:ResourceTag/{PlatformTags.Deployment}"] = props.Place.Deployment,
                [$"aws:ResourceTag/{PlatformTags.Origin}"] = PlatformTags.Launched,
            },
        },
    });
}

/// <summary>The machine that answers checks.</summary>
internal sealed class CheckStateMachine : SpokeMachine
{
    /// <summary>Makes it.</summary>
    public CheckStateMachine(Construct scope, string id, SpokeMachineProps props) : base(scope, id, props, CheckDefinition.Of(props.Place)) =>
        May("servicequotas:GetServiceQuota", [.. CheckDefinition.Quotas.Select(props.Arns.Ec2Quota)]);
}

/// <summary>What <see cref="CatalogueStateMachine"/> is made of.</summary>
/// <param name="Machine">What all machines of a spoke are made of.</param>
/// <param name="Network">The spoke's network.</param>
/// <param name="Profiles">The spoke's launch profiles.</param>
internal sealed record CatalogueProps(SpokeMachineProps Machine, SpokeNetwork Network, IReadOnlyList<LaunchProfile> Profiles)
{
    /// <summary>What the spoke says of itself.</summary>
    public JsonObject Spoke => new() { ["subnets"] = Network.Told, ["profiles"] = new JsonArray([.. Profiles.Select(profile => (JsonNode)profile.Told)]) };
}

/// <summary>The machine that tells what there is. EC2 describes all or nothing: there is no narrower right.</summary>
internal sealed class CatalogueStateMachine : SpokeMachine
{
    /// <summary>Makes it.</summary>
    public CatalogueStateMachine(Construct scope, string id, CatalogueProps props) : base(scope, id, props.Machine, CatalogueDefinition.Of(props.Machine.Place, props.Spoke)) => May(new PolicyStatementProps
    {
        Actions = ["ec2:DescribeInstanceTypes", "ec2:DescribeInstanceTypeOfferings", "ec2:DescribeSpotPriceHistory"],
        Resources = ["*"],
    });
}
