namespace Muster.Specs.Nodes;

/// <summary>A value in a file, with its place: what YAML, JSON and CSV have in common.</summary>
internal abstract class Node(Place at)
{
    public Place At { get; } = at;
}

/// <summary>A single value. Its text is as written, so that <c>1e-4</c> stays <c>1e-4</c>.</summary>
internal sealed class ScalarNode(Place at, ScalarKind kind, string text) : Node(at)
{
    public ScalarKind Kind { get; } = kind;

    public string Text { get; } = text;
}

internal enum ScalarKind
{
    Text,
    /// <summary>By JSON's grammar, in YAML too: <c>007</c>, <c>.5</c> and <c>0x10</c> are text there.</summary>
    Number,
    Boolean,
    Null,
    /// <summary>A CSV cell, which becomes whatever is asked for.</summary>
    Untyped,
}

internal sealed class ListNode(Place at, IReadOnlyList<Node> items) : Node(at)
{
    public IReadOnlyList<Node> Items { get; } = items;
}

/// <summary>Keys and values in file order, each key once.</summary>
internal sealed class MapNode(Place at, IReadOnlyList<MapEntry> entries) : Node(at)
{
    public IReadOnlyList<MapEntry> Entries { get; } = entries;
}

internal readonly record struct MapEntry(string Key, Place KeyAt, Node Value);

/// <summary>Stands where something could not be read; its error is told already, so nobody complains again.</summary>
internal sealed class BrokenNode(Place at) : Node(at);
