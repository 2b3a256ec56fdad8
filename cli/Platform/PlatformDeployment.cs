using Muster.Cli.Rendering;
using Muster.Cli.Stores;
using Muster.Fleet;
using Muster.Stores;

namespace Muster.Cli.Platform;

/// <summary>Writes a platform's templates, deploys it, or takes it down: each as the steps of the CDK, and what is between them.</summary>
/// <param name="context">The command's world.</param>
/// <param name="folder">Absolute path of the app's folder.</param>
internal sealed class PlatformDeployment(CommandContext context, string folder)
{
    /// <summary>The folder of the published functions; null: they are published.</summary>
    public string? Functions { get; init; }

    /// <summary>The published agent; null: it is published.</summary>
    public string? Agent { get; init; }

    /// <summary>The profile of the shared AWS configuration; null: as the environment says.</summary>
    public string? Profile { get; init; }

    /// <summary>Where AWS is, for the upload; null: as the environment says.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Whether nobody is asked.</summary>
    public bool IsAgreed { get; init; }

    /// <summary>Whether the hub takes over tables and a bucket that are there already.</summary>
    public bool TakesOver { get; init; }

    private CdkRun Cdk => new(context, folder) { Profile = Profile };

    /// <summary>Writes the templates.</summary>
    public Task<int> SynthAsync(CancellationToken cancel) => StepsAsync(async () =>
    {
        var cdk = Cdk;
        var (_, options) = await Parts.MakeAsync(cdk.Look(needsCredentials: false), cancel);
        await cdk.RunAsync(cancel, ["synth", "--quiet", .. options]);
    });

    /// <summary>Deploys: the hub, whose bucket takes the agent; then the spokes, whose instances fetch it.</summary>
    public Task<int> DeployAsync(CancellationToken cancel) => StepsAsync(async () =>
    {
        var cdk = Cdk;
        var plan = cdk.Look(needsCredentials: true);
        var (agent, options) = await Parts.MakeAsync(plan, cancel);
        string[] asking = IsAgreed ? ["--require-approval", "never"] : [];
        await cdk.RunAsync(cancel, ["deploy", plan.HubStack, .. TakesOver ? (string[])["--import-existing-resources"] : [], .. asking, .. options]);
        var address = StoreAddress.Of(plan.Store, context.Environment, Profile, Endpoint);
        await new AgentUpload(context, plan).RunAsync(agent, address, cancel);
        await cdk.RunAsync(cancel, ["deploy", .. plan.SpokeStacks, .. asking, .. options]);
        await ForgetAsync(address, plan.Spokes, "deploy", cancel);
        context.Say($"The platform is deployed. Its spokes tell of themselves within minutes: muster platform status --store {plan.Store}");
    });

    /// <summary>Takes the platform down: first the spokes, then the hub, whose protection is lifted for it.</summary>
    public Task<int> DestroyAsync(CancellationToken cancel) => StepsAsync(async () =>
    {
        var cdk = Cdk;
        var plan = cdk.Look(needsCredentials: true);
        Asking.Require(context, IsAgreed, "muster platform destroy");
        if (!Asking.IsYes(context, IsAgreed, $"Take down the platform {plan.Store}, its hub and {Human.Count(plan.Spokes.Count, "spoke")}?"))
            throw new StepFailedException("Nothing was taken down.");
        await cdk.RunAsync(cancel, ["destroy", .. plan.SpokeStacks, "--force"]);
        // The CDK sets a stack's protection when it prepares a change, whether or not that is made; it has no verb of its own for it.
        await cdk.RunAsync(cancel, "deploy", plan.HubStack, "--method", "prepare-change-set", "--require-approval", "never", "--context", "muster.protected=false");
        await cdk.RunAsync(cancel, "destroy", plan.HubStack, "--force");
        await ForgetAsync(StoreAddress.Of(plan.Store, context.Environment, Profile, Endpoint), [], "destroy", cancel);
        context.Say($"The platform is down. Its tables {plan.Tables.Records} and {plan.Tables.Intents} and its bucket {plan.Bucket} stay, with all runs; who does not want them deletes them in the console.");
    });

    private async Task ForgetAsync(StoreAddress address, IReadOnlyList<SpokeKey> kept, string command, CancellationToken cancel)
    {
        try
        {
            await new SpokeRecords(context, address).ForgetAllButAsync(kept, cancel);
        }
        catch (Exception error) when (error is StoreUnusableException or StoreUnavailableException)
        {
            throw new StepFailedException(
                $"The stacks are as they have to be, but spokes that are not deployed any more could not be forgotten: {error.Message} That needs credentials of the hub's account; with them, run muster platform {command} again.", error);
        }
    }

    private PlatformParts Parts => new(context, folder) { Functions = Functions, Agent = Agent };

    private async Task<int> StepsAsync(Func<Task> steps)
    {
        try
        {
            await steps();
            return ExitCode.Done;
        }
        catch (StepFailedException failed)
        {
            context.Say(failed.Message);
            return ExitCode.Failed;
        }
    }
}
