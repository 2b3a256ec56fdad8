using Amazon.CDK.AWS.IAM;
using Constructs;

namespace Muster.Infra.Constructs;

/// <summary>What <see cref="InstanceRole"/> is made of.</summary>
/// <param name="Name">The role's name.</param>
/// <param name="AgentRole">The hub's role that agents assume.</param>
/// <param name="Agents">Where in the hub's bucket agents are.</param>
internal sealed record InstanceRoleProps(string Name, string AgentRole, string Agents);

/// <summary>The role of a spoke's instances: all it may do is fetch the agent, and become one with its run as a tag of the session.</summary>
internal sealed class InstanceRole : Construct
{
    /// <summary>Makes it.</summary>
    public InstanceRole(Construct scope, string id, InstanceRoleProps props) : base(scope, id)
    {
        Role = new Role(this, "Role", new RoleProps { RoleName = props.Name, AssumedBy = new ServicePrincipal("ec2.amazonaws.com") });
        Role.AddToPolicy(new(new PolicyStatementProps { Actions = ["sts:AssumeRole", "sts:TagSession"], Resources = [props.AgentRole] }));
        Role.AddToPolicy(new(new PolicyStatementProps { Actions = ["s3:GetObject"], Resources = [props.Agents] }));
        Profile = new CfnInstanceProfile(this, "Profile", new CfnInstanceProfileProps { Roles = [Role.RoleName] });
    }

    /// <summary>The role.</summary>
    public Role Role { get; }

    /// <summary>How instances get it.</summary>
    public CfnInstanceProfile Profile { get; }
}
