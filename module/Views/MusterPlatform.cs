using Muster.Cli.Platform;

namespace Muster.PowerShell.Views;

/// <summary>A platform on AWS as its cdk.json says.</summary>
public sealed class MusterPlatform
{
    private readonly DeploymentPlan plan;

    internal MusterPlatform(DeploymentPlan plan, string app, bool isDeployed) => (this.plan, App, IsDeployed) = (plan, app, isDeployed);

    /// <summary>The deployment's name.</summary>
    public string Name => plan.Deployment;

    /// <summary>The address of its store.</summary>
    public string Store => plan.Store;

    /// <summary>The account of the hub.</summary>
    public string Account => plan.Hub.Account;

    /// <summary>The region of the hub.</summary>
    public string Region => plan.Hub.Region;

    /// <summary>The hub's stack.</summary>
    public string HubStack => plan.HubStack;

    /// <summary>The spokes' stacks.</summary>
    public string[] SpokeStacks => [.. plan.SpokeStacks];

    /// <summary>The folder of the app.</summary>
    public string App { get; }

    /// <summary>Whether it was deployed; else its templates were written.</summary>
    public bool IsDeployed { get; }

    /// <inheritdoc />
    public override string ToString() => Store;
}
