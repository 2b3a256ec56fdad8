using System.Text;
using Muster.Specs.Nodes;
using Muster.Specs.Sweeps;

namespace Muster.Specs.Files;

/// <summary>Reads rows from text with a JSON object on each line.</summary>
internal static class JsonLines
{
    /// <summary>Gives all rows to the reader.</summary>
    public static void Read(TextReader text, string shown, SpecErrors errors, RowReader rows)
    {
        for (var line = 1; !errors.Enough && text.ReadLine() is { } json; line++)
        {
            var start = new Place(shown, line, 1);
            var before = errors.All.Count;
            if (JsonNodes.Read(Encoding.UTF8.GetBytes(json), start, errors) is { } row) rows.Read(row);
            else if (errors.All.Count == before)
                errors.Add(SpecErrorKind.Empty, start,
                    "The line is empty, but must be a JSON object. Remove it; a row without values is {}.");
        }
    }
}
