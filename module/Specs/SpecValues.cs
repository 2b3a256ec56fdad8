using System.Collections;
using System.Collections.Specialized;
using System.Globalization;
using System.Management.Automation;
using System.Text.Json;
using Muster.Specs.Keys;
using Muster.Units;

namespace Muster.PowerShell.Specs;

/// <summary>Writes values of PowerShell as a spec has them. What is no value of a spec is refused, rather than written as some text.</summary>
internal static class SpecValues
{
    private const int Deepest = 32;

    /// <exception cref="CmdletException">It is no value of a spec, or holds one that is not.</exception>
    /// <param name="writer">Where it goes.</param>
    /// <param name="value">The value.</param>
    /// <param name="name">What it is the value of, for errors.</param>
    /// <param name="depth">How deep in other values it lies.</param>
    public static void Write(Utf8JsonWriter writer, object? value, string name, int depth = 0)
    {
        if (depth > Deepest)
            throw Refused($"The value of '{name}' holds others more than {Deepest} deep. Flatten it.");
        switch (Bare(value))
        {
            case null:
                writer.WriteNullValue();
                break;
            case MusterJobSpec job:
                Write(writer, job.Values, name, depth + 1);
                break;
            case IDictionary map:
                WriteMap(writer, Members(map), name, depth);
                break;
            case PSObject custom:
                WriteMap(writer, Members(custom), name, depth);
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case IEnumerable items:
                writer.WriteStartArray();
                foreach (var item in items)
                    Write(writer, item, name, depth + 1);
                writer.WriteEndArray();
                break;
            case var scalar:
                WriteScalar(writer, scalar, name);
                break;
        }
    }

    /// <summary>Whether a value is neither a list nor a map.</summary>
    public static bool IsScalar(object? value) => Bare(value) is null or string or bool or char or IFormattable or Uri or FileSystemInfo;

    /// <summary>The names and values of a map, or of an object that was put together in PowerShell. A hashtable forgets the order in which it was written, so its names are sorted.</summary>
    /// <returns>Null: it is neither.</returns>
    public static IEnumerable<KeyValuePair<string, object?>>? MembersOf(object? value) => Bare(value) switch
    {
        IDictionary map => Members(map),
        PSObject custom => Members(custom),
        _ => null,
    };

    /// <summary>The key of a parameter in a spec: one that is called as a setting is marked as a parameter, and so is every one where nobody could mean a setting. Placement stays what it is.</summary>
    public static string ParameterKey(string name, bool isParameterOnly) =>
        SweepTable.RowKeys.Contains(name) || !(isParameterOnly || SweepTable.TopKeys.Contains(name, StringComparer.OrdinalIgnoreCase)) ? name : $"param:{name}";

    /// <summary>Parameters with the keys that they have in a spec; null: there are none.</summary>
    public static OrderedDictionary? Parameters(object? map, Func<object?, object?>? change = null, bool areParametersOnly = false)
    {
        if (MembersOf(map) is not { } members)
            return null;
        var parameters = new OrderedDictionary();
        foreach (var (name, value) in members)
            parameters[ParameterKey(name, areParametersOnly)] = change is null ? value : change(value);
        return parameters;
    }

    /// <summary>The value without PowerShell's wrapping; what was put together in PowerShell is nothing without it.</summary>
    public static object? Bare(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;

    private static IEnumerable<KeyValuePair<string, object?>> Members(IDictionary map)
    {
        var members = new List<KeyValuePair<string, object?>>();
        foreach (DictionaryEntry entry in map)
            members.Add(new(Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!, entry.Value));
        return map is Hashtable ? members.OrderBy(member => member.Key, StringComparer.Ordinal) : members;
    }

    private static IEnumerable<KeyValuePair<string, object?>> Members(PSObject custom) => custom.Properties.Select(property => new KeyValuePair<string, object?>(property.Name, property.Value));

    private static void WriteMap(Utf8JsonWriter writer, IEnumerable<KeyValuePair<string, object?>> members, string name, int depth)
    {
        writer.WriteStartObject();
        foreach (var (key, value) in members)
        {
            writer.WritePropertyName(key);
            Write(writer, value, depth == 0 ? key : $"{name}.{key}", depth + 1);
        }

        writer.WriteEndObject();
    }

    private static void WriteScalar(Utf8JsonWriter writer, object value, string name)
    {
        switch (value)
        {
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case double number when !double.IsFinite(number):
            case float single when !float.IsFinite(single):
                throw Refused($"The value of '{name}' is {Convert.ToString(value, CultureInfo.InvariantCulture)}, which is no number of a spec. Give a finite number, or text.");
            case float single:
                writer.WriteNumberValue(single);
                break;
            case double number:
                writer.WriteNumberValue(number);
                break;
            case sbyte or byte or short or ushort or int or uint or long or ulong or decimal:
                writer.WriteNumberValue(Convert.ToDecimal(value, CultureInfo.InvariantCulture));
                break;
            case TimeSpan time:
                writer.WriteStringValue(Duration.Format(time));
                break;
            case DateTime date:
                writer.WriteStringValue(date.ToString("O", CultureInfo.InvariantCulture));
                break;
            case FileSystemInfo file:
                writer.WriteStringValue(file.FullName);
                break;
            case char or Enum or DateTimeOffset or DateOnly or TimeOnly or Guid or Uri or Version:
                writer.WriteStringValue(value is DateTimeOffset moment ? moment.ToString("O", CultureInfo.InvariantCulture) : Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
            default:
                throw Refused($"The value of '{name}' is of the type {value.GetType().FullName}, which is no value of a spec. Give text, a number, a list or a hashtable, such as one of its properties.");
        }
    }

    private static CmdletException Refused(string message) => new(new(ErrorId.InvalidArgument, ErrorCategory.InvalidArgument, message));
}
