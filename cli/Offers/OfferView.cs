using System.Globalization;
using System.Text.Json;
using Muster.Cli.Rendering;
using Muster.Offers;

namespace Muster.Cli.Offers;

/// <summary>Shows offers, and how old what is said of them is.</summary>
internal static class OfferView
{
    /// <summary>Answers a search.</summary>
    public static void Write(CommandContext context, OfferWorld world, OfferQuery query, int most, bool json)
    {
        var found = OfferSearch.Find(world.Offers, query);
        if (json)
            context.WriteJson(writer => WriteJson(writer, found.Take(most)));
        else if (found.Count > 0)
            WriteTable(context, found.Take(most));
        if (found.Count == 0)
            context.Say($"None of {Human.Count(world.Offers.Count, "offer")} meets all of that.");
        else if (found.Count > most)
            context.Say($"These are {most} of {found.Count}. See more by --limit, or ask for less.");
        if (!json)
            SayAges(context, world);
    }

    private static void WriteTable(CommandContext context, IEnumerable<FoundOffer> offers)
    {
        var table = new Table(
            new("TYPE"), new("VCPU", IsNumber: true), new("MEMORY", IsNumber: true), new("GPU", Least: 6), new("REGION"), new("ACCOUNT"),
            new("USD/H", IsNumber: true), new("SPOT USD/H", IsNumber: true), new("SPOT IN"));
        foreach (var offer in offers)
        {
            table.Add(
                offer.Type,
                $"{offer.Vcpus}",
                offer.MemoryBytes is { } bytes ? Human.Bytes(bytes) : "?",
                offer.Gpus == 0 ? null : $"{offer.Gpus} {offer.Gpu}".TrimEnd(),
                offer.Region,
                offer.Account,
                Price(offer.Usd),
                offer.Account is null ? null : Price(offer.Spot?.SpotUsd),
                offer.Spot?.Zone);
        }

        table.Write(context.Out, context.Screen);
    }

    /// <summary>A price; one that is not known is no 0.</summary>
    private static string Price(decimal? usd) => usd is { } known ? known.ToString("0.00##", CultureInfo.InvariantCulture) : "?";

    /// <summary>Says how old what is told is.</summary>
    internal static void SayAges(CommandContext context, OfferWorld world)
    {
        var now = context.Time.GetUtcNow();
        foreach (var catalogue in world.Catalogues)
            context.Say($"{catalogue.Spoke}: types read {Human.Ago(catalogue.TypesAt, now)}, zones {Human.Ago(catalogue.OfferingsAt, now)}, spot prices {Human.Ago(catalogue.SpotAt, now)}; {OnDemand(catalogue, now)}");
        foreach (var spoke in world.Silent)
            context.Say($"{spoke} has no catalogue yet; its spoke reads one by schedule.");
    }

    private static string OnDemand(Catalogue catalogue, DateTimeOffset now) => catalogue is { OnDemandOn: { } day, OnDemandSource: { } source }
        ? $"on-demand prices of {day:yyyy-MM-dd}, {Human.Count(Math.Max(0, DateOnly.FromDateTime(now.UtcDateTime).DayNumber - day.DayNumber), "day")} old. {source}"
        : "no on-demand price of this region is known.";

    private static void WriteJson(Utf8JsonWriter writer, IEnumerable<FoundOffer> offers)
    {
        writer.WriteStartArray();
        foreach (var offer in offers)
            WriteJson(writer, offer);
        writer.WriteEndArray();
    }

    private static void WriteJson(Utf8JsonWriter writer, FoundOffer offer)
    {
        writer.WriteStartObject();
        writer.WriteString("type", offer.Type);
        writer.WriteString("account", offer.Account);
        writer.WriteString("region", offer.Region);
        writer.WriteStartArray("zones");
        foreach (var zone in offer.Zones)
            writer.WriteStringValue(zone);
        writer.WriteEndArray();
        writer.WriteNumber("vcpus", offer.Vcpus);
        Number(writer, "memory_bytes", offer.MemoryBytes);
        writer.WriteNumber("gpus", offer.Gpus);
        writer.WriteString("gpu", offer.Gpu);
        Number(writer, "usd_per_hour", offer.Usd);
        writer.WriteString("priced_on", offer.Usd is null ? null : offer.Catalogue?.OnDemandOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Number(writer, "spot_usd_per_hour", offer.Spot?.SpotUsd);
        writer.WriteString("spot_zone", offer.Spot?.Zone);
        Time(writer, "spot_since", offer.Spot?.SpotAt);
        Time(writer, "spot_read_at", offer.Catalogue?.SpotAt);
        Time(writer, "type_read_at", offer.Catalogue?.TypesAt);
        Time(writer, "zones_read_at", offer.Catalogue?.OfferingsAt);
        writer.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter writer, string name, decimal? number)
    {
        if (number is { } known) writer.WriteNumber(name, known);
        else writer.WriteNull(name);
    }

    private static void Time(Utf8JsonWriter writer, string name, DateTimeOffset? time)
    {
        if (time is { } known) writer.WriteString(name, known.UtcDateTime);
        else writer.WriteNull(name);
    }
}
