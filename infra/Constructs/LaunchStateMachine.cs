using Amazon.CDK.AWS.IAM;
using Constructs;
using Muster.Aws.Contracts;
using Muster.Infra.Machines;

namespace Muster.Infra.Constructs;

/// <summary>What <see cref="LaunchStateMachine"/> is made of.</summary>
/// <param name="Machine">What all machines of a spoke are made of.</param>
/// <param name="Network">The network that it launches in.</param>
/// <param name="Profiles">The launch templates that it may use.</param>
/// <param name="InstanceRoles">The ARNs of the roles that it may give to instances.</param>
internal sealed record LaunchProps(SpokeMachineProps Machine, SpokeNetwork Network, IReadOnlyList<LaunchProfile> Profiles, IReadOnlyList<string> InstanceRoles);

/// <summary>
/// The machine that launches fleets: from the deployment's templates, into its subnets, with its tags, and with its instance roles only.
/// EC2 checks the rights of whoever calls <c>CreateFleet</c> for the instances, too.
/// </summary>
internal sealed class LaunchStateMachine : SpokeMachine
{
    /// <summary>Makes it.</summary>
    public LaunchStateMachine(Construct scope, string id, LaunchProps props) : base(scope, id, props.Machine, LaunchDefinition.Of(props.Machine.Place))
    {
        var arns = props.Machine.Arns;
        string[] templates = [.. props.Profiles.Select(profile => arns.Ec2($"launch-template/{profile.Template.AttrLaunchTemplateId}"))];
        May("ec2:CreateFleet", arns.Ec2("fleet/*"), arns.Ec2("instance/*"));
        // Instances carry the deployment's tag, or are not made.
        May(new PolicyStatementProps
        {
            Actions = ["ec2:RunInstances"],
            Resources = [arns.Ec2("instance/*")],
            Conditions = Equal($"aws:RequestTag/{PlatformTags.Deployment}", props.Machine.Place.Deployment),
        });
        May(new PolicyStatementProps
        {
            Actions = ["ec2:RunInstances", "ec2:CreateFleet"],
            Resources =
            [
                .. templates,
                .. props.Network.SubnetIds.Select(subnet => arns.Ec2($"subnet/{subnet}")),
                arns.Ec2($"security-group/{props.Network.SecurityGroup.AttrGroupId}"),
                arns.Ec2("volume/*"),
                arns.Ec2("network-interface/*"),
                .. props.Profiles.Any(profile => profile.HasKeyPair) ? [arns.Ec2("key-pair/*")] : Array.Empty<string>(),
                $"arn:aws:ec2:{props.Machine.Place.Region}::image/*",
            ],
        });
        May(new PolicyStatementProps
        {
            Actions = ["ec2:CreateTags"],
            Resources = [arns.Ec2("instance/*"), arns.Ec2("volume/*"), arns.Ec2("fleet/*")],
            Conditions = new Dictionary<string, object>
            {
                ["StringEquals"] = new Dictionary<string, object> { ["ec2:CreateAction"] = new[] { "RunInstances", "CreateFleet" } },
            },
        });
        May(new PolicyStatementProps { Actions = ["iam:PassRole"], Resources = [.. props.InstanceRoles], Conditions = Equal("iam:PassedToService", "ec2.amazonaws.com") });
        // The first fleet of an account makes the roles that EC2 works with.
        MayMakeServiceRole(props.Machine.Place.Account, "ec2fleet.amazonaws.com", "AWSServiceRoleForEC2Fleet");
        MayMakeServiceRole(props.Machine.Place.Account, "spot.amazonaws.com", "AWSServiceRoleForEC2Spot");
    }

    private void MayMakeServiceRole(string account, string service, string role) => May(new PolicyStatementProps
    {
        Actions = ["iam:CreateServiceLinkedRole"],
        Resources = [$"arn:aws:iam::{account}:role/aws-service-role/{service}/{role}"],
        Conditions = Equal("iam:AWSServiceName", service),
    });

    private static Dictionary<string, object> Equal(string key, string value) => new() { ["StringEquals"] = new Dictionary<string, object> { [key] = value } };
}
