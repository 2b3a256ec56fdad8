using System.Globalization;
using System.Text.RegularExpressions;
using Muster.Cli.Reporting;

namespace Muster.Tests.Cli.Reporting;

/// <summary>Colours can be read in both schemes (WCAG 2.2, 1.4.3 and 1.4.11).</summary>
public partial class ContrastTests
{
    private static readonly string[] Texts = ["text", "muted", "accent", "ok-text", "bad-text", "off-text", "run-text"];
    private static readonly string[] Drawn = ["ok", "bad", "off", "run", "focus"];

    [Theory]
    [InlineData("light.css")]
    [InlineData("dark.css")]
    public void Text_and_what_is_drawn_stand_out(string scheme)
    {
        var colors = Color().Matches(PageAssets.Read(scheme)).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["color"].Value, StringComparer.Ordinal);

        foreach (var back in new[] { "bg", "card" })
        {
            Assert.All(Texts, name => Assert.True(Contrast(colors[name], colors[back]) >= 4.5, $"{name} on {back}: {Contrast(colors[name], colors[back]):0.00}"));
            Assert.All(Drawn, name => Assert.True(Contrast(colors[name], colors[back]) >= 3, $"{name} on {back}: {Contrast(colors[name], colors[back]):0.00}"));
        }

        Assert.All(Enumerable.Range(0, 7), shade => Assert.True(
            Contrast(colors[$"h{shade}"], colors[$"h{shade}-text"]) >= 4.5, $"h{shade}: {Contrast(colors[$"h{shade}"], colors[$"h{shade}-text"]):0.00}"));
        // A tip is text on the text's colour.
        Assert.True(Contrast(colors["bg"], colors["text"]) >= 4.5);
    }

    [Theory]
    [InlineData("#000000", "#ffffff", 21)]
    [InlineData("#767676", "#ffffff", 4.54)]
    public void Contrast_is_reckoned_as_the_guidelines_say(string one, string other, double contrast) => Assert.Equal(contrast, Contrast(one, other), 2);

    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string color) => 0.2126 * Part(color, 1) + 0.7152 * Part(color, 3) + 0.0722 * Part(color, 5);

    private static double Part(string color, int at)
    {
        var part = int.Parse(color.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
        return part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4);
    }

    [GeneratedRegex("--(?<name>[a-z0-9-]+): (?<color>#[0-9a-f]{6});", RegexOptions.None, 1000)]
    private static partial Regex Color();
}
