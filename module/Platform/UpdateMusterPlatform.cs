using System.Management.Automation;
using Muster.Cli;
using Muster.Cli.Platform;
using Muster.Cli.Rendering;
using Muster.PowerShell.Pipeline;
using Muster.PowerShell.Views;
using Muster.PowerShell.World;

namespace Muster.PowerShell.Platform;

/// <summary>
/// <c>Update-MusterPlatform</c>: deploys a platform on AWS, or brings it to this version: the hub, the agent into its bucket, then the spokes. With -SynthOnly it only writes and checks the templates, and asks nothing of AWS.
/// What the CDK says is in the verbose stream.
/// </summary>
[Cmdlet(VerbsData.Update, "MusterPlatform", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(MusterPlatform))]
public sealed class UpdateMusterPlatform : MusterCmdlet
{
    /// <summary>The folder of Muster's sources, with the cdk.json of the deployment. Left out: the current location.</summary>
    [Parameter(Position = 0)]
    public string? App { get; set; }

    /// <summary>The folder of the published functions. Left out: they are published from the sources.</summary>
    [Parameter]
    public string? Functions { get; set; }

    /// <summary>The muster for linux-x64 that instances run, one file. Left out: it is published from the sources.</summary>
    [Parameter]
    public string? Agent { get; set; }

    /// <summary>Only writes the platform's templates, and checks them. Nothing is asked of AWS.</summary>
    [Parameter]
    public SwitchParameter SynthOnly { get; set; }

    /// <summary>Takes over the tables and the bucket that an earlier platform of this name left.</summary>
    [Parameter]
    public SwitchParameter TakeOver { get; set; }

    /// <summary>The profile with the credentials. Left out: as the environment says.</summary>
    [Parameter]
    public string? ProfileName { get; set; }

    /// <summary>The URL of a server to ask in place of AWS, for the agent's upload. Left out: AWS.</summary>
    [Parameter]
    public string? EndpointUrl { get; set; }

    internal override async Task EndAsync(ICmdletSink sink, CancellationToken cancel)
    {
        var folder = await sink.PathAsync(App ?? ".");
        var said = "";
        using var world = ModuleWorld.Of(text => sink.Tell(said = CmdletWords.Of(text)), cancel);
        var plan = new CdkRun(world, folder) { Profile = ProfileName }.Look(needsCredentials: !SynthOnly);
        var what = $"{(SynthOnly ? "Write the templates of" : "Deploy")} the hub in {plan.Hub.Region} and {Human.Count(plan.Spokes.Count, "spoke")}: {Human.Count(1 + plan.SpokeStacks.Count, "stack")}{(SynthOnly ? "" : "; rights change without a further question")}";
        if (!await sink.MayAsync(plan.Store, what))
            return;
        var deployment = new PlatformDeployment(world, folder)
        {
            Functions = Functions is null ? null : await sink.PathAsync(Functions),
            Agent = Agent is null ? null : await sink.PathAsync(Agent),
            Profile = ProfileName,
            Endpoint = EndpointUrl,
            IsAgreed = true,
            TakesOver = TakeOver,
        };
        var code = await (SynthOnly ? deployment.SynthAsync(cancel) : deployment.DeployAsync(cancel));
        if (code != ExitCode.Done)
            sink.Fail(ToldErrors.DeploymentFailed(said, plan.Store));
        else
            sink.Write(new MusterPlatform(plan, folder, !SynthOnly));
    }
}
