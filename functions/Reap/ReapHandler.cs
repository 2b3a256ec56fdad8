using System.Globalization;
using System.Text.Json;
using Muster.Aws.Contracts;
using Muster.Fleet;
using Muster.Functions.Events;
using Muster.Functions.Input;
using Muster.Functions.Orders;
using Muster.Functions.Runtime;
using Muster.Functions.Stores;

namespace Muster.Functions.Reap;

/// <summary>
/// Asks spokes for listings, and judges the pages that come. A page is judged by itself: its instances settle intents that wait for an answer, and
/// those that nobody needs are ordered to end. Only when that is done does the page count towards its listing.
/// </summary>
/// <param name="platform">The world.</param>
internal sealed class ReapHandler(Platform platform) : IHandler
{
    /// <inheritdoc />
    public async Task HandleAsync(JsonElement input, Utf8JsonWriter output, CancellationToken cancel)
    {
        var outbox = new Outbox(platform.Names);
        if (PlatformEvent.IsMeant(input))
            await JudgeAsync(PlatformEvent.Read(input, platform.Names.Deployment), outbox, cancel);
        else
            await StartAsync(Fields.Of(input, "reap"), outbox, cancel);
        output.WriteStartObject();
        outbox.WriteTo(output);
        output.WriteEndObject();
    }

    private async Task StartAsync(Fields input, Outbox outbox, CancellationToken cancel)
    {
        input.Only("start");
        if (!input.Flag("start"))
            throw new InputException("reap: the input is neither an event nor {\"start\":true}.");
        var now = platform.Now;
        var listing = now.UtcDateTime.ToString("'reap-'yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture);
        foreach (var spoke in await platform.Fleet.ListSpokesAsync(cancel))
        {
            await platform.ChangeSpokeAsync(spoke.Key, one => one.Begin(listing, now), cancel);
            outbox.List(spoke.Key, listing);
        }
    }

    private async Task JudgeAsync(PlatformEvent told, Outbox outbox, CancellationToken cancel)
    {
        if (told.Kind != PlatformEvents.PageListed)
            throw new InputException($"event: the field 'detail-type' is \"{told.Kind}\"; it has to be {PlatformEvents.PageListed}.");
        var page = ListedPage.Read(told.Detail);
        var listing = (await platform.Fleet.GetSpokeAsync(told.Spoke, cancel))?.Listing;
        var begunAt = listing?.Id == page.Listing ? listing.BegunAt : (DateTimeOffset?)null;
        var judge = new InstanceJudge(platform, told.Spoke, begunAt);
        var ends = new List<(string Instance, string Why)>();
        foreach (var instance in page.Instances)
        {
            if (await judge.JudgeAsync(instance, cancel) is { Terminates: true } decision)
                ends.Add((instance.Id, decision.Why));
        }

        foreach (var group in ends.GroupBy(end => end.Why, end => end.Instance, StringComparer.Ordinal))
        {
            outbox.Terminate(told.Spoke, [.. group], group.Key);
            platform.Log.Warn("Instances without a live intent are to end.", ("spoke", told.Spoke), ("instances", string.Join(' ', group)), ("why", group.Key));
        }

        if (ends.Count > 0)
            platform.Metrics.Add(PlatformMetrics.Reaped, ends.Count, told.Spoke);
        await CountAsync(told.Spoke, page, cancel);
    }

    private async Task CountAsync(SpokeKey key, ListedPage page, CancellationToken cancel)
    {
        var completes = false;
        await platform.ChangeSpokeAsync(key, spoke =>
        {
            var next = spoke.Take(page.Listing, page.Number, page.IsLast);
            completes = next?.Listing is { IsComplete: true };
            return next;
        }, cancel);
        if (completes)
            platform.Metrics.Add(PlatformMetrics.ListingsComplete, 1, key);
    }
}
