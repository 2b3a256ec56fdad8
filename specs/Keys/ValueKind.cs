using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Muster.Specs.Nodes;

namespace Muster.Specs.Keys;

/// <summary>A type of settings' values: how it is named, what is allowed, how it is read.</summary>
/// <param name="name">One or two words for tables, such as <c>duration</c>.</param>
/// <param name="allowed">What is allowed, to follow "must be".</param>
internal abstract class ValueKind<T>(string name, string allowed)
    where T : notnull
{
    public string Name { get; } = name;

    public string Allowed { get; } = allowed;

    /// <summary>A new JSON Schema of the values. It refuses nothing that is read; what no schema can tell, it lets pass.</summary>
    public abstract JsonObject Schema();

    /// <summary>Reads a value, or tells why it is none.</summary>
    public abstract bool TryRead(Node node, Complaint complaint, [NotNullWhen(true)] out T? value);
}

internal delegate bool TryParse<T>(string text, [NotNullWhen(true)] out T? value);

/// <summary>A single value.</summary>
/// <param name="name">As for all kinds.</param>
/// <param name="allowed">As for all kinds.</param>
/// <param name="written">How it may be written: as text, as a number, or as a boolean.</param>
/// <param name="parse">Reads it from its text.</param>
/// <param name="schema">Makes the JSON Schema of how it is written.</param>
/// <param name="why">Says of a text that it cannot be read from what is wrong with it; null when <paramref name="allowed"/> says enough.</param>
internal sealed class ScalarOf<T>(string name, string allowed, ScalarKind[] written, TryParse<T> parse, Func<JsonObject> schema, Func<string, string?>? why = null)
    : ValueKind<T>(name, allowed)
    where T : notnull
{
    public override JsonObject Schema() => schema();

    public override bool TryRead(Node node, Complaint complaint, [NotNullWhen(true)] out T? value)
    {
        value = default;
        if (node is not ScalarNode scalar || !(scalar.Kind == ScalarKind.Untyped || written.Contains(scalar.Kind)))
            complaint.WrongType(node, Allowed);
        else if (parse(scalar.Text, out value))
            return true;
        else
            complaint.Invalid(node, why is null ? Allowed : $"{Allowed}; {why(scalar.Text)}");
        return false;
    }
}

/// <summary>A list of single values. An empty list is refused, since leaving the key out says the same, unless other tools write such lists.</summary>
/// <param name="name">As for all kinds.</param>
/// <param name="allowed">As for all kinds.</param>
/// <param name="item">What each value is.</param>
/// <param name="mayBeEmpty">Whether the list may hold nothing, or be null.</param>
internal sealed class ListOf<T>(string name, string allowed, ValueKind<T> item, bool mayBeEmpty = false) : ValueKind<IReadOnlyList<T>>(name, allowed)
    where T : notnull
{
    public override JsonObject Schema() => mayBeEmpty
        ? new() { ["type"] = new JsonArray("array", "null"), ["items"] = item.Schema() }
        : new() { ["type"] = "array", ["items"] = item.Schema(), ["minItems"] = 1 };

    public override bool TryRead(Node node, Complaint complaint, [NotNullWhen(true)] out IReadOnlyList<T>? value)
    {
        value = null;
        if (mayBeEmpty && node is ScalarNode { Kind: ScalarKind.Null } or ListNode { Items.Count: 0 })
        {
            value = [];
            return true;
        }
        if (node is not ListNode list)
        {
            complaint.WrongType(node, Allowed);
            return false;
        }
        if (list.Items.Count == 0)
            complaint.Errors.Add(SpecErrorKind.Empty, list.At,
                $"{complaint.Subject} is an empty list, but must be {Allowed}. Leave the key out if you want none.");
        var read = new List<T>();
        for (var i = 0; i < list.Items.Count; i++)
        {
            if (item.TryRead(list.Items[i], complaint.Item(i), out var one)) read.Add(one);
        }
        value = read;
        return read.Count > 0 && read.Count == list.Items.Count;
    }
}
