using System.Text;
using Muster.Placement;
using Muster.Specs.Nodes;
using Muster.Specs.Sweeps;
using Muster.Sweeps;

namespace Muster.Specs.Points;

/// <summary>Reads a point from each line: its text is the parameter <see cref="Name"/>. Lines without text are left out.</summary>
internal sealed class ValueLines(TextReader text, string shown, char end)
{
    /// <summary>The parameter that holds a line's text.</summary>
    public const string Name = "value";

    private readonly char[] _block = new char[1 << 15];
    private readonly StringBuilder _begun = new();
    private int _next;
    private int _length;

    /// <summary>Writes all points on.</summary>
    public void ReadInto(SpecDraft draft, RowSink sink)
    {
        draft.Names.Of(Name, Place.Start(shown), NamePlace.Row);
        for (var line = 1; !draft.Errors.Enough && Next() is { } value; line++)
        {
            if (value.Length == 0) continue;
            var node = new ScalarNode(new(shown, line, 1), ScalarKind.Untyped, value);
            if (Values.Of(Name, node, draft.Errors) is { } read && draft.Errors.All.Count == 0) sink.Append(new([new(Name, read)], PlacementSpec.Anywhere));
        }
    }

    /// <summary>The next line without its end; null after the last. Only a line feed ends one, since names of files may hold a carriage return.</summary>
    private string? Next()
    {
        while (_next < _length || Fill())
        {
            var rest = _block.AsSpan(_next, _length - _next);
            var length = rest.IndexOf(end);
            _begun.Append(length < 0 ? rest : rest[..length]);
            _next += length < 0 ? rest.Length : length + 1;
            if (length >= 0) return Take();
        }
        return _begun.Length > 0 ? Take() : null;
    }

    private string Take()
    {
        if (end == '\n' && _begun.Length > 0 && _begun[^1] == '\r') _begun.Length--;
        var line = _begun.ToString();
        _begun.Clear();
        return line;
    }

    private bool Fill()
    {
        (_next, _length) = (0, text.Read(_block, 0, _block.Length));
        return _length > 0;
    }
}
