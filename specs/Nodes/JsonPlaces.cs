using System.Text;

namespace Muster.Specs.Nodes;

/// <summary>Turns offsets of bytes into lines and columns. Offsets come in rising order, so each byte is looked at once.</summary>
/// <param name="start">The place of the first byte.</param>
internal sealed class JsonPlaces(Place start)
{
    private Place _last = start;
    private int _offset;

    public Place At(ReadOnlySpan<byte> json, int offset)
    {
        var passed = json[_offset..offset];
        var lines = passed.Count((byte)'\n');
        var inLine = lines == 0 ? passed : passed[(passed.LastIndexOf((byte)'\n') + 1)..];
        _offset = offset;
        return _last = _last with
        {
            Line = _last.Line + lines,
            Column = (lines == 0 ? _last.Column : 1) + Encoding.UTF8.GetCharCount(inLine),
        };
    }
}
