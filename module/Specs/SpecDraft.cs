using System.Buffers;
using System.Collections;
using System.Collections.Specialized;
using System.Management.Automation;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Muster.Specs;

namespace Muster.PowerShell.Specs;

/// <summary>A spec while it is put together from parameters. It is read by the reader of files, so that it is judged as they are.</summary>
internal sealed class SpecDraft
{
    private static readonly JsonWriterOptions Layout = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 200 };
    private readonly OrderedDictionary values = [];
    private readonly Dictionary<string, string> parameters = new(StringComparer.Ordinal);

    /// <summary>What was put together so far.</summary>
    public OrderedDictionary Values => values;

    /// <summary>Notes a setting, unless it was not given.</summary>
    /// <param name="key">The setting; one of a group with a dot, such as <c>resources.cpus</c>.</param>
    /// <param name="value">Its value; null: it was not given.</param>
    /// <param name="parameter">The parameter that gave it.</param>
    public SpecDraft With(string key, object? value, string parameter)
    {
        if (value is null or ICollection { Count: 0 })
            return this;
        parameters[key] = parameter;
        if (key.Split('.') is not [var group, var member])
            values[key] = value;
        else if (values[group] is OrderedDictionary known)
            known[member] = value;
        else
            values[group] = new OrderedDictionary { [member] = value };
        return this;
    }

    /// <summary>Adds settings as a file has them, for all that there is no parameter for.</summary>
    /// <exception cref="CmdletException">One is given twice.</exception>
    public SpecDraft WithSettings(IDictionary? settings)
    {
        foreach (var (key, value) in SpecValues.MembersOf(settings) ?? [])
        {
            if (values[key] is OrderedDictionary known && SpecValues.MembersOf(value) is { } members)
                Join(known, key, members);
            else if (values.Contains(key))
                throw Twice(key);
            else
                values[key] = value;
        }

        return this;
    }

    /// <summary>The text of the spec, as a file would have it.</summary>
    public string Json() => Text(Layout, writer => SpecValues.Write(writer, values, "the spec"));

    /// <summary>Reads what was put together.</summary>
    /// <param name="name">What is read, without its name, such as <c>sweep</c>.</param>
    /// <param name="path">Absolute path of the file that it becomes; null: it becomes none.</param>
    /// <param name="folder">Absolute path of the folder that relative paths begin at.</param>
    /// <exception cref="CmdletException">The spec is refused.</exception>
    public MusterSpec Read(string name, string? path, string folder)
    {
        var (text, source) = (Json(), path ?? name);
        var reading = SweepFile.ReadText(text, SpecFormat.Json, source, folder, () => Stream.Null);
        return reading.Errors.Count == 0 ? new(text, reading, source, folder) { File = path } : throw SpecErrors.Refused($"The {name} is no good spec", reading.Errors, showPlaces: false);
    }

    internal static string Text(JsonWriterOptions layout, Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes, layout))
            write(writer);
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private void Join(OrderedDictionary known, string group, IEnumerable<KeyValuePair<string, object?>> members)
    {
        foreach (var (member, value) in members)
        {
            if (known.Contains(member))
                throw Twice($"{group}.{member}");
            known[member] = value;
        }
    }

    private CmdletException Twice(string key) => new(new(ErrorId.InvalidArgument, ErrorCategory.InvalidArgument,
        $"'{key}' is given twice: by {parameters.GetValueOrDefault(key, "another parameter")} and in -Setting. Remove one.", key));
}
