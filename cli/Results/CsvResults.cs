using System.Buffers;
using System.Text.Json;
using Muster.Operations;

namespace Muster.Cli.Results;

/// <summary>CSV (RFC 4180) with a header row: texts without JSON's quotes, lists as JSON, what is not there as an empty cell.</summary>
internal sealed class CsvResults(TextWriter writer) : IResultWriter
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");
    private readonly Dictionary<string, int> columns = new(StringComparer.Ordinal);

    public bool NeedsMetricNames => true;

    public void Begin(ResultColumns names)
    {
        string[] all = [ResultNames.Index, .. names.Parameters, .. names.Metrics, .. ResultNames.Endings];
        foreach (var name in all)
            columns.TryAdd(name, columns.Count);
        WriteLine([.. columns.Keys]);
    }

    public void Write(ResultRow row)
    {
        var cells = new string?[columns.Count];
        foreach (var field in row.Fields)
        {
            if (columns.TryGetValue(field.Name, out var column))
                cells[column] = CellText.Of(field.Json);
        }

        WriteLine(cells);
    }

    public void End() => writer.Flush();

    private void WriteLine(string?[] cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            if (i > 0)
                writer.Write(',');
            writer.Write(Quoted(cells[i] ?? ""));
        }

        writer.Write('\n');
    }

    /// <summary>A cell's text, in quotes where it needs them.</summary>
    public static string Quoted(string text) =>
        text.AsSpan().ContainsAny(Special) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}

/// <summary>A JSON token as the text of a cell.</summary>
internal static class CellText
{
    public static string Of(string json)
    {
        if (json == "null")
            return "";
        if (json[0] != '"')
            return json;
        using var document = JsonDocument.Parse(json);
        return document.RootElement.GetString()!;
    }
}
