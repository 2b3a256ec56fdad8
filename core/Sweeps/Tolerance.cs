using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Muster.Units;

namespace Muster.Sweeps;

/// <summary>How many failed points a run may have and still be Complete: a count, or a share of its points. Its text is <c>5</c> or <c>10%</c>.</summary>
[JsonConverter(typeof(JsonText))]
public sealed record Tolerance
{
    /// <summary>A regular expression (ECMA-262) for the text of a tolerance, without anchors. It knows the grammar, not how large a count may be.</summary>
    public const string Pattern = @"([0-9]+|0*(100(\.0*)?|[0-9]{1,2}(\.[0-9]*)?|\.[0-9]+)%)";

    private Tolerance(long? count, decimal? percent) => (Count, Percent) = (count, percent);

    /// <summary>No failed point is tolerated.</summary>
    public static Tolerance None { get; } = new(0, null);

    /// <summary>Tolerates up to a number of points.</summary>
    /// <param name="count">0 or more.</param>
    public static Tolerance OfCount(long count) =>
        count >= 0 ? new(count, null) : throw new ArgumentOutOfRangeException(nameof(count), count, "A tolerated count is 0 or more.");

    /// <summary>Tolerates up to a share of the run's points.</summary>
    /// <param name="percent">From 0 to 100.</param>
    public static Tolerance OfPercent(decimal percent) =>
        percent is >= 0 and <= 100 ? new(null, percent) : throw new ArgumentOutOfRangeException(nameof(percent), percent, "A tolerated share is from 0% to 100%.");

    /// <summary>The count; null when it is a share.</summary>
    public long? Count { get; }

    /// <summary>The share in percent, 0 to 100; null when it is a count.</summary>
    public decimal? Percent { get; }

    /// <summary>Whether so many failed points of so many are tolerated. All points failed is never tolerated (promise 10).</summary>
    public bool Allows(long failed, long total) =>
        failed == 0 || (failed < total && (Count is { } count ? failed <= count : failed * 100m <= Percent!.Value * total));

    /// <summary>Reads <c>5</c> or <c>10%</c>.</summary>
    /// <returns>Whether the text is a tolerance; the tolerance, or null.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out Tolerance? tolerance)
    {
        tolerance = text.EndsWith('%')
            ? decimal.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent is >= 0 and <= 100
                ? OfPercent(percent) : null
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? OfCount(count) : null;
        return tolerance is not null;
    }

    /// <inheritdoc />
    public override string ToString() => Count is { } count ? $"{count}" : string.Create(CultureInfo.InvariantCulture, $"{CanonicalNumber.Of(Percent!.Value)}%");

    internal sealed class JsonText : JsonConverter<Tolerance>
    {
        public override Tolerance Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            TryParse(reader.GetString() ?? "", out var tolerance) ? tolerance : throw new JsonException("A tolerance is text such as \"5\" or \"10%\".");

        public override void Write(Utf8JsonWriter writer, Tolerance value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
