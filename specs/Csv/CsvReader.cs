using System.Text;

namespace Muster.Specs.Csv;

/// <summary>One cell of a CSV record.</summary>
/// <param name="Text">Its content, without quotes.</param>
/// <param name="At">Where it begins, its quote included.</param>
/// <param name="Quoted">Whether it stands in quotes.</param>
internal readonly record struct CsvCell(string Text, Place At, bool Quoted);

/// <summary>
/// Reads CSV records one at a time (RFC 4180): cells parted by commas, records by LF or CRLF; a cell in quotes may hold commas,
/// line ends, and quotes written twice. White space belongs to its cell. What breaks the grammar is told.
/// </summary>
/// <param name="text">The text, which stands where the first record begins.</param>
/// <param name="start">The place of the first record.</param>
/// <param name="errors">Where errors go.</param>
internal sealed class CsvReader(TextReader text, Place start, SpecErrors errors)
{
    /// <summary>
    /// What each line of the settings begins with that may stand before the header. A plain <c>#</c> is none of this, since columns
    /// may be named <c>#chrom</c>.
    /// </summary>
    public const string SettingsMark = "#:";

    private const int End = -1;
    private readonly CsvCharacters _characters = new(text, start);
    private readonly StringBuilder _cell = new();

    /// <summary>
    /// Takes the lines of settings before the header; empty when there are none. The mark becomes white space, so that lines and columns
    /// in this YAML are those of the file.
    /// </summary>
    public string TakeSettings()
    {
        var yaml = new StringBuilder();
        while (_characters.Peek() == SettingsMark[0] && _characters.PeekSecond() == SettingsMark[1])
        {
            yaml.Append(' ', SettingsMark.Length);
            for (var i = 0; i < SettingsMark.Length; i++) _characters.Take();
            while (_characters.Peek() is not ('\n' or End)) yaml.Append(_characters.Take());
            if (_characters.TryTake('\n')) yaml.Append('\n');
        }
        return yaml.ToString();
    }

    /// <summary>The cells of the next record, until the next call; null at the end.</summary>
    public IReadOnlyList<CsvCell>? Next()
    {
        if (_characters.Peek() == End) return null;
        var cells = new List<CsvCell>();
        do cells.Add(ReadCell());
        while (_characters.TryTake(','));
        if (!_characters.TryTake('\n') && _characters.Peek() == '\r') TakeLineEnd();
        return cells;
    }

    /// <summary>The place of what comes next.</summary>
    public Place Place => _characters.Place;

    private void TakeLineEnd()
    {
        _characters.TryTake('\r');
        _characters.TryTake('\n');
    }

    private CsvCell ReadCell()
    {
        var at = _characters.Place;
        return _characters.TryTake('"') ? new(ReadQuoted(at), at, Quoted: true) : new(ReadPlain(), at, Quoted: false);
    }

    private string ReadPlain()
    {
        var run = _characters.TakePlainRun();
        if (_characters.AtCellEnd) return run;
        _cell.Clear().Append(run);
        while (!_characters.AtCellEnd)
        {
            if (_characters.Peek() is '"' or '\r')
            {
                var what = _characters.Peek() == '"'
                    ? "A quote stands inside a cell that does not begin with one. Put the whole cell in quotes, and write the quote twice"
                    : "A carriage return stands here without a line feed. End lines with LF or CRLF, or put the cell in quotes";
                errors.Add(SpecErrorKind.BrokenCsv, _characters.Place, $"{what}.");
                _cell.Append(_characters.Take());
            }
            _cell.Append(_characters.TakePlainRun());
        }
        return _cell.ToString();
    }

    private string ReadQuoted(Place opened)
    {
        _cell.Clear();
        while (true)
        {
            _characters.TakeQuotedRunInto(_cell);
            if (!_characters.TryTake('"'))
            {
                errors.Add(SpecErrorKind.BrokenCsv, opened,
                    "The quote that opens this cell is never closed. Close it, and write a quote inside the cell twice.");
                return _cell.ToString();
            }
            if (!_characters.TryTake('"')) break;
            _cell.Append('"');
        }
        if (!_characters.AtCellEnd) SkipAfterQuote();
        return _cell.ToString();
    }

    private void SkipAfterQuote()
    {
        errors.Add(SpecErrorKind.BrokenCsv, _characters.Place,
            "Text follows the quote that closes this cell. Remove it, or write a quote inside the cell twice.");
        while (!_characters.AtCellEnd) _characters.Take();
    }
}
