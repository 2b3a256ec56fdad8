using System.Globalization;
using System.Text.Json;
using Muster.Fleet;
using Muster.Stores;

namespace Muster.Offers;

/// <summary>
/// A page of what a spoke read of EC2. Its items have the members that EC2 gives them, in PascalCase; those that are not needed may be left out:
/// <code>
/// types      InstanceType, VCpuInfo.DefaultVCpus, MemoryInfo.SizeInMiB, ProcessorInfo.SupportedArchitectures, GpuInfo.Gpus[](Name, Manufacturer, Count)
/// offerings  InstanceType, Location (a zone)
/// spot       InstanceType, AvailabilityZone, SpotPrice (text), Timestamp
/// </code>
/// </summary>
/// <param name="Spoke">Whose page it is.</param>
/// <param name="Catalogue">The reading that it belongs to.</param>
/// <param name="Kind">What is in it.</param>
/// <param name="Number">Its number among those of its kind, 0-based.</param>
/// <param name="IsLast">Whether no page of its kind comes after it.</param>
/// <param name="ReadAt">When it was read (UTC).</param>
public sealed record CataloguePage(SpokeKey Spoke, string Catalogue, CatalogueKind Kind, int Number, bool IsLast, DateTimeOffset ReadAt)
{
    /// <summary>The types, of a page of them.</summary>
    public IReadOnlyList<InstanceType> Types { get; init; } = [];

    /// <summary>Type and zone, of a page of offerings.</summary>
    public IReadOnlyList<(string InstanceType, string Zone)> Offerings { get; init; } = [];

    /// <summary>Type, and zone with its price, of a page of spot prices.</summary>
    public IReadOnlyList<(string InstanceType, ZoneOffer Price)> Spot { get; init; } = [];

    /// <summary>Reads the detail of a <c>Catalogue Page</c> event.</summary>
    /// <param name="detail">The detail.</param>
    /// <param name="sentAt">The event's time (UTC).</param>
    /// <returns>The page; null: it is of another kind, such as <c>spoke</c>.</returns>
    /// <exception cref="FormatException">It is none; the message says what is missing or wrong.</exception>
    public static CataloguePage? Read(JsonElement detail, DateTimeOffset sentAt)
    {
        if (Words.TryParse(detail.Text("kind"), out var kind) is false) return null;
        var page = new CataloguePage(new(detail.Text("account"), detail.Text("region")), detail.Text("catalogue"), kind, detail.Int("page"), detail.Member("last").GetBoolean(), sentAt);
        var items = detail.Member("items").EnumerateArray();
        return kind switch
        {
            CatalogueKind.Types => page with { Types = [.. items.Select(TypeOf)] },
            CatalogueKind.Offerings => page with { Offerings = [.. items.Select(item => (item.Text("InstanceType"), item.Text("Location")))] },
            CatalogueKind.Spot => page with { Spot = [.. items.Select(item => (item.Text("InstanceType"), PriceOf(item)))] },
            _ => throw new ArgumentOutOfRangeException(nameof(detail), kind, "An unknown kind."),
        };
    }

    internal static Sweeps.Words<CatalogueKind> Words { get; } =
        new(("types", CatalogueKind.Types), ("offerings", CatalogueKind.Offerings), ("spot", CatalogueKind.Spot));

    private static InstanceType TypeOf(JsonElement item)
    {
        var gpus = item.Find("GpuInfo")?.Find("Gpus") is { } list ? list.EnumerateArray().ToList() : [];
        return new()
        {
            Name = item.Text("InstanceType"),
            Vcpus = item.Member("VCpuInfo").Int("DefaultVCpus"),
            MemoryBytes = item.Member("MemoryInfo").Long("SizeInMiB") << 20,
            Architectures = [.. item.Member("ProcessorInfo").Member("SupportedArchitectures").EnumerateArray().Select(architecture => architecture.GetString()!)],
            Gpus = gpus.Sum(gpu => gpu.IntOrNull("Count") ?? 1),
            GpuName = gpus.Count == 0 ? null : string.Join(' ', new[] { gpus[0].TextOrNull("Manufacturer"), gpus[0].TextOrNull("Name") }.Where(word => word is not null)),
        };
    }

    private static ZoneOffer PriceOf(JsonElement item) => new(
        item.Text("AvailabilityZone"),
        decimal.TryParse(item.Text("SpotPrice"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var price) && price > 0
            ? price
            : throw new FormatException($"SpotPrice is \"{item.Text("SpotPrice")}\", which is no price."),
        item.TimeOrNull("Timestamp"));
}

/// <summary>What is in a page.</summary>
public enum CatalogueKind
{
    /// <summary>Instance types.</summary>
    Types,
    /// <summary>Which zone offers which.</summary>
    Offerings,
    /// <summary>Spot prices.</summary>
    Spot,
}
