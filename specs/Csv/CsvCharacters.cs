using System.Buffers;
using System.Text;

namespace Muster.Specs.Csv;

/// <summary>The characters of a CSV text with their places, read in blocks.</summary>
internal sealed class CsvCharacters(TextReader text, Place start)
{
    private static readonly SearchValues<char> EndsPlainRun = SearchValues.Create(",\"\r\n");
    private readonly char[] _block = new char[1 << 15];
    private int _next;
    private int _length;
    private int _line = start.Line;
    private int _column = start.Column;

    public Place Place => new(start.File, _line, _column);

    /// <summary>The next character; -1 at the end.</summary>
    public int Peek() => _next < _length || Fill() ? _block[_next] : -1;

    /// <summary>Whether a comma, a line's end or the text's end comes next.</summary>
    public bool AtCellEnd => Peek() is ',' or '\n' or -1 || (Peek() == '\r' && PeekSecond() is '\n' or -1);

    public char Take()
    {
        var taken = (char)Peek();
        _next++;
        if (taken == '\n') (_line, _column) = (_line + 1, 1);
        else _column++;
        return taken;
    }

    public bool TryTake(char character)
    {
        if (Peek() != character) return false;
        Take();
        return true;
    }

    /// <summary>Takes all up to a comma, a quote, a line's end, or the text's end.</summary>
    public string TakePlainRun()
    {
        StringBuilder? parts = null;
        while (Peek() >= 0)
        {
            var rest = _block.AsSpan(_next, _length - _next);
            var length = rest.IndexOfAny(EndsPlainRun);
            var run = rest[..(length < 0 ? rest.Length : length)];
            Pass(run.Length);
            if (length >= 0) return parts is null ? run.ToString() : parts.Append(run).ToString();
            (parts ??= new()).Append(run);
        }
        return parts?.ToString() ?? "";
    }

    /// <summary>Takes all up to a quote, or the text's end.</summary>
    public void TakeQuotedRunInto(StringBuilder cell)
    {
        while (Peek() is >= 0 and not '"')
        {
            var rest = _block.AsSpan(_next, _length - _next);
            var length = rest.IndexOfAny('"', '\n');
            var run = rest[..(length < 0 ? rest.Length : length)];
            cell.Append(run);
            Pass(run.Length);
            if (Peek() == '\n') cell.Append(Take());
        }
    }

    private void Pass(int count)
    {
        _next += count;
        _column += count;
    }

    /// <summary>The character after the next; -1 when there is none.</summary>
    public int PeekSecond()
    {
        if (_next + 1 < _length) return _block[_next + 1];
        _block[0] = _block[_next];
        (_next, _length) = (0, 1);
        var read = text.Read(_block, 1, _block.Length - 1);
        _length += read;
        return read > 0 ? _block[1] : -1;
    }

    private bool Fill()
    {
        (_next, _length) = (0, text.Read(_block, 0, _block.Length));
        return _length > 0;
    }
}
