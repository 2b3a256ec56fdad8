using System.Text.Json;
using Muster.Stores;

namespace Muster.Offers;

/// <summary>On-demand prices of a day, from a source: Linux, shared tenancy, USD per hour. What is not in the list is unknown.</summary>
public sealed class OnDemandPrices
{
    private readonly Dictionary<string, Dictionary<string, decimal>> _regions;

    private OnDemandPrices(string source, DateOnly date, Dictionary<string, Dictionary<string, decimal>> regions) => (Source, Date, _regions) = (source, date, regions);

    /// <summary>No prices at all.</summary>
    public static OnDemandPrices None { get; } = new("none", DateOnly.MinValue, []);

    /// <summary>The list that comes with this version.</summary>
    public static OnDemandPrices BuiltIn => s_builtIn.Value;

    private static readonly Lazy<OnDemandPrices> s_builtIn = new(ReadBuiltIn);

    /// <summary>Where the prices are from, for people.</summary>
    public string Source { get; }

    /// <summary>The day when they held.</summary>
    public DateOnly Date { get; }

    /// <summary>Whether any price of a region is known.</summary>
    public bool Knows(string region) => _regions.ContainsKey(region);

    /// <summary>The price of a type in USD per hour, more than 0; null: unknown.</summary>
    public decimal? Of(string region, string instanceType) => _regions.GetValueOrDefault(region) is { } types && types.TryGetValue(instanceType, out var usd) ? usd : null;

    /// <summary>How old the list is on a day, 0 or more.</summary>
    public int DaysOld(DateTimeOffset now) => Math.Max(0, DateOnly.FromDateTime(now.UtcDateTime).DayNumber - Date.DayNumber);

    /// <summary>Reads a list: <c>source</c>, <c>date</c> (such as 2026-07-20) and <c>usd_per_hour</c>, an object of regions, each an object of types and prices.</summary>
    /// <exception cref="InvalidDataException">It is none; the message says why.</exception>
    public static OnDemandPrices Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var json = document.RootElement;
            return new(
                json.Text("source"),
                DateOnly.ParseExact(json.Text("date"), "O"),
                json.Member("usd_per_hour").EnumerateObject().ToDictionary(region => region.Name, region => region.Value.EnumerateObject().ToDictionary(type => type.Name, PriceOf)));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new InvalidDataException($"This is no list of on-demand prices: {error.Message}", error);
        }
    }

    private static decimal PriceOf(JsonProperty type) =>
        type.Value.GetDecimal() is > 0 and var usd ? usd : throw new FormatException($"{type.Name} costs {type.Value.GetRawText()}; a price is more than 0, and one that is not known is left out.");

    private static OnDemandPrices ReadBuiltIn()
    {
        using var stream = typeof(OnDemandPrices).Assembly.GetManifestResourceStream("on-demand.json")!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return Read(bytes.ToArray());
    }
}
