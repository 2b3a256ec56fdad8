using System.Globalization;

namespace Muster.Cli.Reporting.Charts;

/// <summary>Many dots as one path, which takes few bytes each. What they are stands beside, for the script that tells of them.</summary>
internal sealed class Dots(string xName, string yName)
{
    private const char Between = '|';
    private const int Few = 200;
    private readonly List<(double X, double Y, string Data)> dots = [];

    /// <summary>How many there are.</summary>
    public int Count => dots.Count;

    /// <summary>Adds a dot.</summary>
    /// <param name="at">Where it is drawn.</param>
    /// <param name="point">The point that it stands for.</param>
    /// <param name="x">Its value across, as text.</param>
    /// <param name="y">Its other value, as text.</param>
    public void Add((double X, double Y) at, long point, string x, string y) =>
        dots.Add((at.X, at.Y, string.Join(Between, point.ToString(CultureInfo.InvariantCulture), Part(x), Part(y))));

    /// <summary>Draws them.</summary>
    public void Write(Markup page)
    {
        page.Write($"<path class=\"{(dots.Count <= Few ? "dots sparse" : "dots")}\" data-x=\"{xName}\" data-y=\"{yName}\" d=\"");
        foreach (var (x, y, _) in dots)
            page.Write($"M{x} {y}h0");
        page.Write($"\" data-dots=\"");
        foreach (var (i, dot) in dots.Index())
            page.Write($"{(i == 0 ? "" : "|")}{dot.Data}");
        page.Line($"\"/>");
    }

    private static string Part(string text) => PageText.Short(text, 40).Replace(Between, '¦');
}
