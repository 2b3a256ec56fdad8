using System.Text.RegularExpressions;
using System.Xml.Linq;
using Muster.Cli;

namespace Muster.Tests.Cli;

/// <summary>The pictures of terminals that README shows. They are recorded from the real command by <c>docs/pictures/record.sh</c>.</summary>
public partial class PictureTests
{
    private static readonly string Readme = File.ReadAllText(Path.Join(Repository.Folder, "README.md"));

    public static TheoryData<string> Pictures => [.. Picture().Matches(Readme).Select(match => match.Groups["file"].Value)];

    [Fact]
    public void README_shows_every_picture() => Assert.Equal(
        Directory.GetFiles(Path.Join(Repository.Folder, "docs", "pictures"), "*.svg").Select(file => $"docs/pictures/{Path.GetFileName(file)}").Order(),
        Pictures.Select(row => row.Data).Order());

    [Theory]
    [MemberData(nameof(Pictures))]
    public void A_picture_is_whole_has_a_title_and_loads_nothing(string file)
    {
        var svg = XDocument.Load(Path.Join(Repository.Folder, file)).Root!;

        Assert.Equal("svg", svg.Name.LocalName);
        Assert.NotEqual("", svg.Elements().Single(element => element.Name.LocalName == "title").Value);
        Assert.All(svg.Descendants(), element => Assert.Contains(element.Name.LocalName, (string[])["title", "style", "rect", "text", "tspan"]));
        Assert.DoesNotContain("url(", svg.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("@import", svg.ToString(), StringComparison.Ordinal);
        Assert.All(svg.DescendantsAndSelf().Attributes(), attribute => Assert.DoesNotContain("href", attribute.Name.LocalName, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public void A_picture_shows_commands_that_there_are(string file) => Assert.All(
        Typed().Matches(XDocument.Load(Path.Join(Repository.Folder, file)).Root!.Value).Select(match => match.Groups["command"].Value),
        command => Assert.NotNull(CommandTable.Find(command)));

    [GeneratedRegex(@"!\[[^\]]{10,}\]\((?<file>docs/pictures/[a-z]+\.svg)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Picture();

    [GeneratedRegex(@"\$ muster (?<command>[a-z]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Typed();
}
