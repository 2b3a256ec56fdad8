using System.Globalization;
using System.Text.Json;
using Muster.Runs;
using Muster.Sets;

namespace Muster.Stores;

/// <summary>The kinds of members that records have, each written one way. What is null is not written, and what is not there is null.</summary>
internal static class JsonMembers
{
    public static void Text(this Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    public static void Number(this Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
    }

    public static void Real(this Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
    }

    public static void Money(this Utf8JsonWriter json, string name, decimal? value)
    {
        if (value is { } money)
            json.WriteNumber(name, money);
    }

    public static void Flag(this Utf8JsonWriter json, string name, bool? value)
    {
        if (value is { } flag)
            json.WriteBoolean(name, flag);
    }

    public static void Time(this Utf8JsonWriter json, string name, DateTimeOffset? value)
    {
        if (value is { } time)
            json.WriteString(name, time);
    }

    public static void Span(this Utf8JsonWriter json, string name, TimeSpan value) =>
        json.WriteString(name, value.ToString("c", CultureInfo.InvariantCulture));

    public static void Name(this Utf8JsonWriter json, string name, Enum value) => json.WriteString(name, value.ToString());

    public static void Object<T>(this Utf8JsonWriter json, string name, T? value, Action<Utf8JsonWriter, T> write)
        where T : class
    {
        if (value is null)
            return;
        json.WritePropertyName(name);
        write(json, value);
    }

    public static void List<T>(this Utf8JsonWriter json, string name, IReadOnlyList<T> values, Action<Utf8JsonWriter, T> write)
        where T : class
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            write(json, value);
        json.WriteEndArray();
    }

    public static void Counts(this Utf8JsonWriter json, string name, PointCounts counts)
    {
        json.WriteStartObject(name);
        json.WriteNumber("succeeded", counts.Succeeded);
        json.WriteNumber("failed", counts.Failed);
        json.WriteNumber("cancelled", counts.Cancelled);
        json.WriteEndObject();
    }

    /// <summary>A member that may not be there.</summary>
    public static JsonElement? Find(this JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>A member that must be there.</summary>
    public static JsonElement Member(this JsonElement json, string name) =>
        json.Find(name) ?? throw new FormatException($"{name} is missing.");

    public static string Text(this JsonElement json, string name) => json.Member(name).GetString()!;

    public static string? TextOrNull(this JsonElement json, string name) => json.Find(name)?.GetString();

    public static RunId Id(this JsonElement json, string name) => new(json.Text(name));

    public static long Long(this JsonElement json, string name) => json.Member(name).GetInt64();

    public static long? LongOrNull(this JsonElement json, string name) => json.Find(name)?.GetInt64();

    public static int Int(this JsonElement json, string name) => json.Member(name).GetInt32();

    public static int? IntOrNull(this JsonElement json, string name) => json.Find(name)?.GetInt32();

    public static double? RealOrNull(this JsonElement json, string name) => json.Find(name)?.GetDouble();

    public static decimal Money(this JsonElement json, string name) => json.Member(name).GetDecimal();

    public static decimal? MoneyOrNull(this JsonElement json, string name) => json.Find(name)?.GetDecimal();

    public static bool? FlagOrNull(this JsonElement json, string name) => json.Find(name)?.GetBoolean();

    public static DateTimeOffset Time(this JsonElement json, string name) => json.Member(name).GetDateTimeOffset();

    public static DateTimeOffset? TimeOrNull(this JsonElement json, string name) => json.Find(name)?.GetDateTimeOffset();

    public static TimeSpan Span(this JsonElement json, string name) => TimeSpan.ParseExact(json.Text(name), "c", CultureInfo.InvariantCulture);

    public static PointCounts Counts(this JsonElement json, string name) =>
        json.Member(name) is var counts ? new(counts.Long("succeeded"), counts.Long("failed"), counts.Long("cancelled")) : default;

    /// <summary>An enumeration's member by its name; a number is none.</summary>
    public static object Name(this JsonElement json, string name, Type type) =>
        json.Text(name) is var text && Enum.IsDefined(type, text) ? Enum.Parse(type, text) : throw new FormatException($"{name} is \"{text}\", which is no {type.Name}.");

    public static T[] List<T>(this JsonElement json, string name, Func<JsonElement, T> read)
        where T : class
    {
        var list = json.Member(name);
        var values = new T[list.GetArrayLength()];
        var next = 0;
        foreach (var value in list.EnumerateArray())
            values[next++] = read(value);
        return values;
    }

    /// <summary>A list that records of older versions have not.</summary>
    public static IReadOnlyList<T> ListOrNone<T>(this JsonElement json, string name, Func<JsonElement, T> read)
        where T : class => json.Find(name) is null ? [] : json.List(name, read);

    /// <summary>A set that records of older versions have not.</summary>
    public static IndexSet IndexesOrNone(this JsonElement json, string name) => json.Find(name) is { } set ? Indexes(set) : IndexSet.Empty;

    public static void Indexes(this Utf8JsonWriter json, string name, IndexSet set) => json.WriteString(name, set.ToString());

    public static IndexSet Indexes(JsonElement json) =>
        IndexSet.TryParse(json.GetString()!, out var set) ? set! : throw new FormatException($"\"{json.GetString()}\" is no set of indexes.");
}
