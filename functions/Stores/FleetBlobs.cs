using Muster.Aws.Contracts;
using Muster.Fleet;
using Muster.Runs;
using Muster.Stores;

namespace Muster.Functions.Stores;

/// <summary>The orders of fleets among the blobs, and their intents in the store.</summary>
/// <param name="platform">The world.</param>
internal sealed class FleetBlobs(Platform platform)
{
    /// <summary>A fleet's order; null: it was never about to be sent.</summary>
    public async Task<SentFleet?> FindAsync(RunId run, string fleet, CancellationToken cancel) =>
        await platform.Blobs.ReadWholeAsync(PlatformBlobs.Fleet(run, fleet), cancel) is { } bytes ? SentFleetJson.Read(bytes) : null;

    /// <summary>Keeps an order before it is first sent.</summary>
    public async Task PutAsync(SentFleet order, CancellationToken cancel)
    {
        using var bytes = new MemoryStream(SentFleetJson.Write(order));
        await platform.Blobs.PutAsync(PlatformBlobs.Fleet(order.Run, order.Fleet), bytes, cancel);
    }

    /// <summary>The orders of a run's fleets, by fleet.</summary>
    public async Task<IReadOnlyList<SentFleet>> ListAsync(RunId run, CancellationToken cancel)
    {
        var orders = new List<SentFleet>();
        var prefix = PlatformBlobs.Fleets(run);
        await foreach (var blob in platform.Blobs.ListAsync(prefix, cancel))
        {
            if (await FindAsync(run, blob.Key[prefix.Length..^".json".Length], cancel) is { } order)
                orders.Add(order);
        }

        return orders;
    }

    /// <summary>A fleet's intents that are recorded, in their order.</summary>
    public async Task<IReadOnlyList<LaunchIntent>> IntentsAsync(SentFleet order, CancellationToken cancel)
    {
        var intents = await Task.WhenAll(order.Members.Select(member => platform.Records.GetIntentAsync(new(order.Run, member), cancel)));
        return [.. intents.OfType<LaunchIntent>()];
    }
}
