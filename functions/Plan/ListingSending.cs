using Muster.Fleet;
using Muster.Functions.Orders;
using Muster.Functions.Stores;

namespace Muster.Functions.Plan;

/// <summary>Asks for the listings that intents without an answer wait for, unless one that will do is under way.</summary>
/// <param name="platform">The world.</param>
/// <param name="outbox">Where orders go.</param>
internal sealed class ListingSending(Platform platform, Outbox outbox)
{
    /// <summary>A listing that is not complete after so long is taken for broken off.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Asks.</summary>
    /// <param name="spokes">Whose listings.</param>
    /// <param name="intents">The run's open intents.</param>
    /// <param name="owner">Who asks.</param>
    /// <param name="cancel">Ends the call.</param>
    public async Task SendAsync(IReadOnlyCollection<SpokeKey> spokes, IReadOnlyList<LaunchIntent> intents, string owner, CancellationToken cancel)
    {
        foreach (var key in spokes)
        {
            var now = platform.Now;
            var after = intents.Where(intent => intent.State == IntentState.Unknown && intent.Region == key.Region && intent.Account == key.Account)
                .Select(intent => intent.NotAfter + platform.Pace.Grace).DefaultIfEmpty(now).Max();
            if (now <= after)
                continue; // one that begins now would not settle them
            var listing = $"{owner}-{now.ToUnixTimeMilliseconds()}";
            var asks = false;
            await platform.ChangeSpokeAsync(key, spoke =>
            {
                asks = spoke.Listing is not { } under || under.BegunAt <= after || (!under.IsComplete && now - under.BegunAt > Patience);
                return asks ? spoke.Begin(listing, now) : null;
            }, cancel);
            if (asks)
                outbox.List(key, listing);
        }
    }
}
