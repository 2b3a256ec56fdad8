using System.Text;
using Muster.Specs.Nodes;
using Muster.Sweeps;

namespace Muster.Specs.Sweeps;

/// <summary>Makes values of parameters: text stays as it is written, lists and maps become JSON.</summary>
internal static class Values
{
    // What Linux allows one variable with its name, its '=' and its end (MAX_ARG_STRLEN, 32 pages).
    private const int MostBytes = 131_072;

    /// <summary>The value; null when it is none, which is told.</summary>
    public static ParameterValue? Of(string name, Node node, SpecErrors errors)
    {
        if (!IsSound(name, node, errors)) return null;
        var value = Convert(node);
        var length = ParameterName.Prefix.Length + name.Length + 2 + (value.Json.Length * 3L);
        if (length <= MostBytes) return value;
        var bytes = Encoding.UTF8.GetByteCount(value.Text) + ParameterName.Variable(name).Length + 2;
        if (bytes <= MostBytes) return value;
        errors.Add(SpecErrorKind.InvalidValue, node.At,
            $"The value of {Shown.Quoted(name)} takes {bytes} bytes as a variable, but must take at most {MostBytes}. Put it into a file, and give the file's name.");
        return null;
    }

    private static bool IsSound(string name, Node node, SpecErrors errors)
    {
        switch (node)
        {
            case BrokenNode:
                return false;
            case ScalarNode scalar when scalar.Text.Contains('\0', StringComparison.Ordinal):
                errors.Add(SpecErrorKind.InvalidValue, node.At,
                    $"The value of {Shown.Quoted(name)} holds the character NUL, which no variable can hold. Remove it.");
                return false;
            case ListNode list:
                return list.Items.All(i => IsSound(name, i, errors));
            case MapNode map:
                return map.Entries.All(e => IsSound(name, e.Value, errors));
            default:
                return true;
        }
    }

    private static ParameterValue Convert(Node node)
    {
        if (node is ScalarNode scalar) return Convert(scalar);
        var json = new StringBuilder();
        Write(node, json);
        return new(json.ToString());
    }

    private static ParameterValue Convert(ScalarNode scalar) => scalar.Kind switch
    {
        ScalarKind.Text => ParameterValue.FromText(scalar.Text),
        ScalarKind.Untyped => ParameterValue.FromUntyped(scalar.Text),
        ScalarKind.Null => ParameterValue.Null,
        _ => new(scalar.Text),
    };

    private static void Write(Node node, StringBuilder json)
    {
        switch (node)
        {
            case ScalarNode scalar:
                json.Append(Convert(scalar).Json);
                break;
            case ListNode list:
                json.Append('[');
                for (var i = 0; i < list.Items.Count; i++) Write(list.Items[i], i == 0 ? json : json.Append(','));
                json.Append(']');
                break;
            case MapNode map:
                json.Append('{');
                for (var i = 0; i < map.Entries.Count; i++)
                {
                    if (i > 0) json.Append(',');
                    json.Append(ParameterValue.FromText(map.Entries[i].Key).Json).Append(':');
                    Write(map.Entries[i].Value, json);
                }
                json.Append('}');
                break;
            default:
                throw new InvalidOperationException($"{node.GetType().Name} has no JSON.");
        }
    }
}
