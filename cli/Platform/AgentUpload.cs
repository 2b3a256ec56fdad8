using Muster.Aws.Contracts;
using Muster.Cli.Rendering;
using Muster.Cli.Stores;
using Muster.Stores;

namespace Muster.Cli.Platform;

/// <summary>Brings the agent to the hub's bucket, from where instances fetch it by its digest. Older ones stay: what was launched with them may still start.</summary>
/// <param name="context">Opens the bucket, by the credentials of whoever deploys.</param>
/// <param name="plan">What is deployed.</param>
internal sealed class AgentUpload(CommandContext context, DeploymentPlan plan)
{
    /// <summary>Brings it there, unless it is there.</summary>
    /// <exception cref="StepFailedException">It could not be brought.</exception>
    public async Task RunAsync(AgentProgram agent, StoreAddress address, CancellationToken cancel)
    {
        var key = BucketNames.AgentKey(agent.Sha256);
        try
        {
            using var store = context.OpenStore(address) ?? throw new StepFailedException($"There is no store {address.Text}.");
            var blobs = store.Ports.Blobs;
            if (await blobs.FindAsync(key, cancel) is { } there && there.Sha256 == agent.Sha256)
            {
                context.Say($"The agent is in the bucket {plan.Bucket} already.");
                return;
            }

            await using var content = File.OpenRead(agent.File);
            context.Say($"The agent goes to the bucket {plan.Bucket}: {Human.Bytes(content.Length)}.");
            var put = await blobs.PutAsync(key, content, cancel);
            if (put.Sha256 != agent.Sha256)
                throw new StepFailedException($"{agent.File} changed while it was uploaded: its SHA-256 was {agent.Sha256}, and {put.Sha256} came. Deploy again.");
        }
        catch (Exception error) when (error is StoreUnusableException or StoreUnavailableException)
        {
            throw new StepFailedException(
                $"The agent could not be brought to the bucket {plan.Bucket}: {error.Message} The hub is deployed, its spokes are not. The upload needs credentials of the hub's account, {plan.Hub.Account}; with them, deploy again.", error);
        }
    }
}
