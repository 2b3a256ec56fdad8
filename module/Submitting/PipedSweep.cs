using System.Collections;
using System.Text;
using Muster.Cli.Submitting;
using Muster.PowerShell.Specs;
using Muster.Specs;

namespace Muster.PowerShell.Submitting;

/// <summary>A sweep of piped points and a command. It is read by the reader of files; errors name the point by its number.</summary>
/// <param name="points">The points; none: one without parameters, unless there is a grid.</param>
/// <param name="draft">All but the points.</param>
/// <param name="folder">Absolute path of the folder that relative paths begin at.</param>
internal sealed class PipedSweep(PipedPoints points, SpecDraft draft, string folder)
{
    private const string Source = "sweep";
    private const string Head = "{\"params\":";

    /// <summary>Reads it to submit it.</summary>
    public ReadSweep Read() => ReadSweep.Of(Read);

    /// <summary>What is wrong, with places that people know: the number of a point, from 0, or none.</summary>
    public IEnumerable<SpecError> Located(IEnumerable<SpecError> errors) => errors.Select(error => error with
    {
        At = Place.Whole(error.At.Line <= points.Lines.Count && points.Lines.Count > 0 ? FormattableString.Invariant($"point {error.At.Line - 1}") : Source),
    });

    private SweepReading Read(Func<Stream> rows)
    {
        var text = new StringBuilder();
        var others = draft.Json();
        if (points.Lines.Count == 0 && draft.Values.Contains("grid"))
            text.Append(others);
        else
        {
            text.Append(Head);
            if (points.Lines.Count == 0)
                text.Append("[{}]");
            else
                points.AppendTo(text);
            text.Append(",\n").Append(others.AsSpan().TrimStart("{ \n"));
        }

        return SweepFile.ReadText(text.ToString(), SpecFormat.Json, Source, folder, rows);
    }
}
