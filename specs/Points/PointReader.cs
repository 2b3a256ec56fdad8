using System.Text;
using Muster.Specs.Csv;
using Muster.Specs.Files;
using Muster.Specs.Sweeps;
using Muster.Sweeps;

namespace Muster.Specs.Points;

/// <summary>Reads points from a file or a pipe, each written on at once.</summary>
/// <param name="draft">What is known so far, and where errors go.</param>
/// <param name="sink">Where points go.</param>
/// <param name="noted">Is told of each point in JSON: what it has and where it stands.</param>
internal sealed class PointReader(SpecDraft draft, RowSink sink, Action<IReadOnlyList<Parameter>, Place> noted)
{
    /// <summary>Reads all points.</summary>
    /// <returns>The format; null when it could not be opened.</returns>
    public PointFormat? Read(PointInput input)
    {
        if (Open(input) is not { } opened) return null;
        using var stream = new InputStream(opened);
        var told = input.Format ?? (input.Open is null ? FormatGuess.ByName(input.Name) : null);
        var format = told ?? FormatGuess.ByHead(stream.Head());
        using var text = new StreamReader(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: false, 1 << 16);
        try
        {
            ByteOrderMark.Skip(text);
            Read(text, input.Name, format);
        }
        catch (NotUtf8Exception error)
        {
            draft.Errors.Add(SpecErrorKind.NotUtf8, new(input.Name, error.Line, error.Column), "This byte is not UTF-8 text. Give the points as UTF-8.");
        }
        if (sink.Count == 0 && draft.Errors.All.Count == 0)
            draft.Errors.Add(SpecErrorKind.Missing, Place.Whole(input.Name), $"There are no points in it. Give {Wanted(format)}.");
        if (draft.Errors.All.Count > 0 && told is null && FormatGuess.Reason(format) is { } reason)
            draft.Errors.Add(SpecErrorKind.UnknownFormat, Place.Whole(input.Name), $"{reason}.");
        return format;
    }

    private static string Wanted(PointFormat format) => format switch
    {
        PointFormat.Jsonl => "a JSON object for each",
        PointFormat.Csv => "a header, and a line below it for each",
        _ => "a line for each",
    };

    private Stream? Open(PointInput input)
    {
        var why = "";
        try
        {
            if (input.Open is not null) return input.Open();
            if (File.Exists(input.Name)) return File.OpenRead(input.Name);
            why = Directory.Exists(input.Name) ? "it is a folder" : "there is no such file";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            why = exception.Message.TrimEnd('.');
        }
        draft.Errors.Add(SpecErrorKind.UnreadableFile, Place.Whole(input.Name), $"The points cannot be read: {why}. For a pipe write '--from -'.");
        return null;
    }

    private void Read(TextReader text, string shown, PointFormat format)
    {
        switch (format)
        {
            case PointFormat.Jsonl:
                JsonLines.Read(text, shown, draft.Errors, new(draft, sink) { Subject = "A point", Noted = noted });
                break;
            case PointFormat.Csv:
                ReadCsv(text, shown);
                break;
            case PointFormat.Lines or PointFormat.Nul:
                new ValueLines(text, shown, format == PointFormat.Nul ? '\0' : '\n').ReadInto(draft, sink);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(format), format, "This format is not known.");
        }
    }

    private void ReadCsv(TextReader text, string shown)
    {
        var records = new CsvReader(text, Place.Start(shown), draft.Errors);
        if (records.TakeSettings().Length > 0)
            draft.Errors.Add(SpecErrorKind.MisplacedKey, Place.Start(shown),
                $"Lines that begin with '{CsvReader.SettingsMark}' hold settings of a sweep file. Submit the file with 'muster submit', or remove them and give options.");
        new CsvRows(records, draft).ReadInto(new(draft, sink) { Subject = "A point" });
    }
}
