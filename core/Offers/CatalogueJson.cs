using System.Text.Json;
using Muster.Fleet;
using Muster.Stores;
using Muster.Units;

namespace Muster.Offers;

/// <summary>The canonical JSON of catalogues and of their pages, as spokes' blobs have it: equal ones have equal bytes; what is unknown is left out.</summary>
public static class CatalogueJson
{
    /// <summary>A catalogue as JSON in UTF-8.</summary>
    public static byte[] Write(Catalogue catalogue) => Bytes(json =>
    {
        WriteSpoke(json, catalogue.Spoke);
        json.Time("types_at", catalogue.TypesAt);
        json.Time("offerings_at", catalogue.OfferingsAt);
        json.Time("spot_at", catalogue.SpotAt);
        json.Text("on_demand_on", catalogue.OnDemandOn?.ToString("O"));
        json.Text("on_demand_source", catalogue.OnDemandSource);
        json.List("types", catalogue.Types, WriteType);
    });

    /// <summary>A page as JSON in UTF-8.</summary>
    public static byte[] Write(CataloguePage page) => Bytes(json =>
    {
        WriteSpoke(json, page.Spoke);
        json.Text("catalogue", page.Catalogue);
        json.Text("kind", CataloguePage.Words.Of(page.Kind));
        json.Number("page", page.Number);
        json.Flag("last", page.IsLast);
        json.Time("read_at", page.ReadAt);
        json.List("types", page.Types, WriteType);
        json.WriteStartArray("offerings");
        foreach (var (type, zone) in page.Offerings) WriteOffer(json, type, new(zone));
        json.WriteEndArray();
        json.WriteStartArray("spot");
        foreach (var (type, price) in page.Spot) WriteOffer(json, type, price);
        json.WriteEndArray();
    });

    /// <summary>The catalogue in some JSON.</summary>
    /// <exception cref="InvalidDataException">The bytes are no catalogue.</exception>
    public static Catalogue ReadCatalogue(ReadOnlyMemory<byte> bytes) => Read(bytes, "catalogue", json => new Catalogue
    {
        Spoke = ReadSpoke(json),
        TypesAt = json.Time("types_at"),
        OfferingsAt = json.Time("offerings_at"),
        SpotAt = json.Time("spot_at"),
        OnDemandOn = json.TextOrNull("on_demand_on") is { } day ? DateOnly.ParseExact(day, "O") : null,
        OnDemandSource = json.TextOrNull("on_demand_source"),
        Types = json.List("types", ReadType),
    });

    /// <summary>The page in some JSON.</summary>
    /// <exception cref="InvalidDataException">The bytes are no page.</exception>
    public static CataloguePage ReadPage(ReadOnlyMemory<byte> bytes) => Read(bytes, "catalogue's page", json => new CataloguePage(
        ReadSpoke(json), json.Text("catalogue"), CataloguePage.Words.Read(json.Member("kind")), json.Int("page"), json.Member("last").GetBoolean(), json.Time("read_at"))
    {
        Types = json.List("types", ReadType),
        Offerings = [.. json.Member("offerings").EnumerateArray().Select(offer => (offer.Text("type"), offer.Text("zone")))],
        Spot = [.. json.Member("spot").EnumerateArray().Select(offer => (offer.Text("type"), ReadZone(offer)))],
    });

    private static void WriteSpoke(Utf8JsonWriter json, SpokeKey spoke)
    {
        json.Text("account", spoke.Account);
        json.Text("region", spoke.Region);
    }

    private static SpokeKey ReadSpoke(JsonElement json) => new(json.Text("account"), json.Text("region"));

    private static void WriteType(Utf8JsonWriter json, InstanceType type)
    {
        json.WriteStartObject();
        json.Text("name", type.Name);
        json.Number("vcpus", type.Vcpus);
        json.Number("memory_bytes", type.MemoryBytes);
        json.Number("gpus", type.Gpus);
        json.Text("gpu", type.GpuName);
        json.List("architectures", type.Architectures, (writer, architecture) => writer.WriteStringValue(architecture));
        json.Money("usd", Canonical(type.OnDemandUsd));
        json.List("zones", type.Zones, (writer, zone) => WriteOffer(writer, null, zone));
        json.WriteEndObject();
    }

    private static InstanceType ReadType(JsonElement json) => new()
    {
        Name = json.Text("name"),
        Vcpus = json.Int("vcpus"),
        MemoryBytes = json.Long("memory_bytes"),
        Gpus = json.Int("gpus"),
        GpuName = json.TextOrNull("gpu"),
        Architectures = json.List("architectures", architecture => architecture.GetString()!),
        OnDemandUsd = json.MoneyOrNull("usd"),
        Zones = json.List("zones", ReadZone),
    };

    private static void WriteOffer(Utf8JsonWriter json, string? type, ZoneOffer offer)
    {
        json.WriteStartObject();
        json.Text("type", type);
        json.Text("zone", offer.Zone);
        json.Money("spot_usd", Canonical(offer.SpotUsd));
        json.Time("spot_at", offer.SpotAt);
        json.WriteEndObject();
    }

    private static ZoneOffer ReadZone(JsonElement json) => new(json.Text("zone"), json.MoneyOrNull("spot_usd"), json.TimeOrNull("spot_at"));

    private static decimal? Canonical(decimal? price) => price is { } usd ? CanonicalNumber.Of(usd) : null;

    private static byte[] Bytes(Action<Utf8JsonWriter> members)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    private static T Read<T>(ReadOnlyMemory<byte> bytes, string what, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return read(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new InvalidDataException($"This is no {what}: {error.Message}", error);
        }
    }
}
