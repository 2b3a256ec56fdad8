using Muster.Sweeps;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Muster.Specs.Nodes;

/// <summary>
/// Reads one YAML document as nodes. Plain scalars follow JSON's grammar of numbers and know <c>true</c>, <c>false</c>,
/// <c>null</c> and <c>~</c>; all else is text, so no value changes on its way. Anchors, aliases, tags and merge keys are refused:
/// they make a file mean what it does not say, and <c>defaults</c> does what they are used for.
/// </summary>
internal sealed class YamlNodes
{
    public const int Deepest = 64;
    private readonly IParser _parser;
    private readonly string _file;
    private readonly SpecErrors _errors;
    private int _depth;

    private YamlNodes(TextReader text, string file, SpecErrors errors)
    {
        _parser = new CarefulParser(text);
        (_file, _errors) = (file, errors);
    }

    /// <summary>The document's root; null when it is broken (which is told to <paramref name="errors"/>) or empty.</summary>
    public static Node? Read(TextReader text, string file, SpecErrors errors)
    {
        try
        {
            return new YamlNodes(text, file, errors).ReadDocument();
        }
        catch (YamlException exception)
        {
            errors.Add(SpecErrorKind.BrokenYaml, At(file, exception.Start),
                $"This breaks YAML's grammar: {exception.Message.TrimEnd('.')}.");
            return null;
        }
    }

    private Node? ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _)) return null;
        _parser.Consume<DocumentStart>();
        var root = ReadNode();
        _parser.Consume<DocumentEnd>();
        if (_parser.Accept<DocumentStart>(out var second))
            Refuse(At(second), "A second document begins here, but a file is one document. Put each sweep or queue in a file of its own.");
        return root is ScalarNode { Kind: ScalarKind.Null } ? null : root;
    }

    private Node ReadNode()
    {
        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            Refuse(At(alias), $"The alias '*{alias.Value}' is not read. Write the value out, or put what all points share under 'defaults'.");
            return new BrokenNode(At(alias));
        }
        var start = _parser.Accept<NodeEvent>(out var node) ? node : throw new YamlException("A value is missing.");
        CheckProperties(start);
        return start switch
        {
            Scalar => ReadScalar(_parser.Consume<Scalar>()),
            SequenceStart => Nested(start, ReadList),
            MappingStart => Nested(start, ReadMap),
            _ => throw new InvalidOperationException($"YAML has no event {start}."),
        };
    }

    private void CheckProperties(NodeEvent node)
    {
        if (!node.Anchor.IsEmpty)
            Refuse(At(node), $"The anchor '&{node.Anchor.Value}' is not read. Write the value out where it is used, or put what all points share under 'defaults'.");
        if (!node.Tag.IsEmpty)
            Refuse(At(node), $"The tag '{node.Tag.Value}' is not read. Remove it; quotes make a value text.");
    }

    private ScalarNode ReadScalar(Scalar scalar)
    {
        var kind = scalar.Style != ScalarStyle.Plain ? ScalarKind.Text : scalar.Value switch
        {
            "" or "~" or "null" => ScalarKind.Null,
            "true" or "false" => ScalarKind.Boolean,
            _ when JsonNumber.Is(scalar.Value) => ScalarKind.Number,
            _ => ScalarKind.Text,
        };
        return new(At(scalar), kind, scalar.Value);
    }

    private Node Nested(NodeEvent start, Func<Place, Node> read)
    {
        if (++_depth > Deepest)
        {
            _errors.Add(SpecErrorKind.TooDeep, At(start), $"Lists and maps are nested more than {Deepest} deep here. Flatten them.");
            _parser.SkipThisAndNestedEvents();
            _depth--;
            return new BrokenNode(At(start));
        }
        _parser.MoveNext();
        var node = read(At(start));
        _depth--;
        return node;
    }

    private ListNode ReadList(Place at)
    {
        var items = new List<Node>();
        while (!_parser.TryConsume<SequenceEnd>(out _)) items.Add(ReadNode());
        return new(at, items);
    }

    private MapNode ReadMap(Place at)
    {
        var map = new MapBuilder(at, _errors);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var key = ReadNode();
            var value = ReadNode();
            if (key is ScalarNode { Text: "<<" })
                Refuse(key.At, "The merge key '<<' is not read. Write the keys out, or put what all points share under 'defaults'.");
            else if (key is ScalarNode scalar)
                map.Add(scalar.Text, key.At, value);
            else if (key is not BrokenNode)
                _errors.Add(SpecErrorKind.WrongType, key.At, $"A key is {Shown.Of(key)}, but must be text.");
        }
        return map.Build();
    }

    private void Refuse(Place at, string message) => _errors.Add(SpecErrorKind.UnsupportedYaml, at, message);

    private Place At(ParsingEvent parsed) => At(_file, parsed.Start);

    private static Place At(string file, Mark mark) => new(file, (int)mark.Line, (int)mark.Column);
}
