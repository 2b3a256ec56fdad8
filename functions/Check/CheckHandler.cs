using System.Text.Json;
using Muster.Aws.Contracts;
using Muster.Functions.Events;
using Muster.Functions.Input;
using Muster.Functions.Orders;
using Muster.Functions.Runtime;
using Muster.Functions.Stores;

namespace Muster.Functions.Check;

/// <summary>Takes what spokes tell of themselves and of what there is; and sends a check, that somebody wishes, to all of them.</summary>
/// <param name="platform">The world.</param>
internal sealed class CheckHandler(Platform platform) : IHandler
{
    private readonly EventBatch events = new(platform.Names.Deployment, (told, cancel) => ApplyAsync(platform, told, cancel), platform.Log, platform.Metrics);

    /// <inheritdoc />
    public async Task HandleAsync(JsonElement input, Utf8JsonWriter output, CancellationToken cancel)
    {
        if (input.ValueKind != JsonValueKind.Object || !input.TryGetProperty("check", out _))
        {
            await events.HandleAsync(input, output, cancel);
            return;
        }

        // A pipe gives a wish whole, with the fields of other kinds empty.
        var check = Fields.Of(input, "check").Text("check");
        var outbox = new Outbox(platform.Names);
        foreach (var spoke in await platform.Fleet.ListSpokesAsync(cancel))
            outbox.Check(spoke.Key, check, platform.Now);
        output.WriteStartObject();
        outbox.WriteTo(output);
        output.WriteEndObject();
    }

    private static Task ApplyAsync(Platform platform, PlatformEvent told, CancellationToken cancel) => told.Kind switch
    {
        PlatformEvents.CheckAnswered => SpokeNews.TakeAnswerAsync(platform, told, cancel),
        PlatformEvents.CataloguePage when told.Detail.Word("kind", "spoke", "types", "offerings", "spot") == "spoke" => SpokeNews.TakeSelfAsync(platform, told, cancel),
        PlatformEvents.CataloguePage => new CataloguePages(platform).TakeAsync(told, cancel),
        _ => throw new InputException($"event: the field 'detail-type' is \"{told.Kind}\"; it has to be one of {PlatformEvents.CataloguePage}, {PlatformEvents.CheckAnswered}."),
    };
}
