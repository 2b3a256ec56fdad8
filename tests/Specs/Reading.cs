using Muster.Specs;
using Muster.Sweeps;

namespace Muster.Tests.Specs;

/// <summary>Reads sweeps for tests, with their rows in memory.</summary>
internal static class Reading
{
    public static (SweepReading Reading, byte[] Rows) Text(string text, SpecFormat format = SpecFormat.Yaml, string name = "sweep.yaml")
    {
        using var rows = new MemoryStream();
        var reading = SweepFile.ReadText(text, format, name, "/sweeps", () => rows);
        return (reading, rows.ToArray());
    }

    /// <summary>The spec and all points of a sweep that must be good.</summary>
    public static (SweepSpec Spec, PointSource Points) Good(string text, SpecFormat format = SpecFormat.Yaml)
    {
        var (reading, rows) = Text(text, format);
        Assert.Equal("", string.Join("\n", reading.Errors));
        return (reading.Spec!, new(reading.Spec!, rows.Length == 0 ? null : RowFileReader.Over(rows)));
    }

    /// <summary>The lines of the errors of a sweep that must be bad.</summary>
    public static string Errors(string text, SpecFormat format = SpecFormat.Yaml) => string.Join("\n", Text(text, format).Reading.Errors);

    /// <summary>Every point as <c>name=text name=text</c>.</summary>
    public static string[] Shown(this IPointSource points) =>
        [.. Enumerable.Range(0, (int)points.Count).Select(i => string.Join(' ', points[i].Parameters.Select(p => $"{p.Name}={p.Value.Text}")))];
}
