using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Constructs;

namespace Muster.Infra.Constructs;

/// <summary>What <see cref="AgentRole"/> is made of.</summary>
/// <param name="Name">The role's name.</param>
/// <param name="ExternalId">What whoever takes it has to say.</param>
/// <param name="InstanceRoles">Patterns of the ARNs of the roles of instances that may take it; they need not be there yet.</param>
internal sealed record AgentRoleProps(string Name, string ExternalId, IReadOnlyList<string> InstanceRoles);

/// <summary>
/// The hub's role that agents take, from whatever account their instance is in. They name their run as a tag of the session, and
/// what they may touch follows from it. Roles are named in a condition: as principals they would have to be there first.
/// </summary>
internal sealed class AgentRole : Construct
{
    /// <summary>Makes it.</summary>
    public AgentRole(Construct scope, string id, AgentRoleProps props) : base(scope, id)
    {
        var accounts = Arns.AccountsOf(props.InstanceRoles).Select(account => (IPrincipal)new AccountPrincipal(account)).ToArray();
        var trusted = new PrincipalWithConditions(new CompositePrincipal(accounts), new Dictionary<string, object>
        {
            ["StringEquals"] = new Dictionary<string, object> { ["sts:ExternalId"] = props.ExternalId },
            ["ArnLike"] = new Dictionary<string, object> { ["aws:PrincipalArn"] = props.InstanceRoles.ToArray() },
            ["StringLike"] = new Dictionary<string, object> { [$"aws:RequestTag/{AgentSession.Tag}"] = "r*" },
        });
        Role = new Role(this, "Role", new RoleProps { RoleName = props.Name, AssumedBy = new SessionTagsPrincipal(trusted), MaxSessionDuration = Duration.Hours(1) });
    }

    /// <summary>The role.</summary>
    public Role Role { get; }
}
