using Muster.Fleet;
using Muster.Guards;

namespace Muster.Agent.Instances;

/// <summary>Notices from a machine's own metadata: that it is taken back, or likely to be.</summary>
/// <param name="metadata">The metadata.</param>
public sealed class InstanceNotices(IInstanceMetadata metadata) : IInterruptionNotices
{
    /// <summary>Who says so, for people.</summary>
    public const string Source = "the instance's metadata";

    /// <inheritdoc />
    /// <remarks>No answer is no notice: the service is on the machine, so a failure of it says nothing about the machine's end.</remarks>
    public async ValueTask<InterruptionNotice?> PollAsync(CancellationToken cancel)
    {
        try
        {
            return await metadata.FindSpotActionAsync(cancel) is { } action ? Ending(action)
                : await metadata.FindRebalanceAsync(cancel) is { } since ? AtRisk(since)
                : null;
        }
        catch (InstanceMetadataException)
        {
            return null;
        }
    }

    private static InterruptionNotice Ending(SpotAction action) => new()
    {
        Kind = InterruptionKind.Ending, Source = Source, Reason = $"EC2 takes this spot instance back ({action.Action})", Deadline = action.At,
    };

    private static InterruptionNotice AtRisk(DateTimeOffset since) => new()
    {
        Kind = InterruptionKind.AtRisk, Source = Source, Reason = $"EC2 says since {since:HH:mm:ss} UTC that this spot instance is likely to be taken back",
    };
}
