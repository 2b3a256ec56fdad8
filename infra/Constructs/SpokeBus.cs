using Amazon.CDK.AWS.Events;
using Constructs;

namespace Muster.Infra.Constructs;

/// <summary>What <see cref="DeploymentBus"/> is made of.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Accounts">The accounts that may put events on it.</param>
internal sealed record DeploymentBusProps(string Name, IReadOnlyList<string> Accounts);

/// <summary>A bus that only accounts of the deployment may put events on.</summary>
internal abstract class DeploymentBus : Construct
{
    /// <summary>Makes it.</summary>
    protected DeploymentBus(Construct scope, string id, DeploymentBusProps props) : base(scope, id)
    {
        Bus = new EventBus(this, "Bus", new EventBusProps { EventBusName = props.Name });
        foreach (var account in props.Accounts)
        {
            _ = new CfnEventBusPolicy(this, $"From{account}", new CfnEventBusPolicyProps
            {
                EventBusName = Bus.EventBusName,
                StatementId = $"from-{account}",
                Statement = new Dictionary<string, object>
                {
                    ["Sid"] = $"from-{account}",
                    ["Effect"] = "Allow",
                    ["Principal"] = new Dictionary<string, object> { ["AWS"] = $"arn:aws:iam::{account}:root" },
                    ["Action"] = "events:PutEvents",
                    ["Resource"] = Bus.EventBusArn,
                },
            });
        }
    }

    /// <summary>The bus.</summary>
    public EventBus Bus { get; }
}

/// <summary>A spoke's bus, for orders of the hub and for its own answers.</summary>
internal sealed class SpokeBus(Construct scope, string id, DeploymentBusProps props) : DeploymentBus(scope, id, props);

/// <summary>The hub's bus, for its own orders and for answers of the spokes.</summary>
internal sealed class HubBus(Construct scope, string id, DeploymentBusProps props) : DeploymentBus(scope, id, props);
