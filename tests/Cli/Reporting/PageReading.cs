using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Muster.Cli.Reporting;

namespace Muster.Tests.Cli.Reporting;

/// <summary>Reads pages as a strict reader does.</summary>
internal static partial class PageReading
{
    private static readonly HashSet<string> Void = new(["meta", "input", "!DOCTYPE"], StringComparer.Ordinal);

    /// <summary>The headings of the sections.</summary>
    public static IEnumerable<string> Headings(string page) => SectionHeading().Matches(page).Select(match => match.Groups["text"].Value);

    /// <summary>How often a text stands in the page.</summary>
    public static int Count(string page, string text) => page.Split(text).Length - 1;

    /// <summary>What holds for every page: whole elements, its own digests, nothing from elsewhere, and names for those who cannot see it.</summary>
    public static void AssertSound(string page)
    {
        AssertWhole(page);
        AssertAlone(page);
        var ids = Id().Matches(page).Select(match => match.Groups["text"].Value).ToList();
        Assert.Equal(ids.Count, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.All(Reference().Matches(page).SelectMany(match => match.Groups["text"].Value.Split(' ')), id => Assert.Contains(id, ids));
        Assert.All(Link().Matches(page), match => Assert.Contains(match.Groups["text"].Value, ids));
        Assert.All(page.Split("<table").Skip(1), table => Assert.Matches("^[^>]*>\\s*<caption>[^<]", table));
        Assert.All(Heading().Matches(page), match => Assert.Contains("scope=", match.Value, StringComparison.Ordinal));
        Assert.All(page.Split("role=\"img\"").Skip(1), drawing => Assert.Matches("^[^>]*>\\s*<title id=\"[^\"]*\">[^<]+</title><desc id=\"[^\"]*\">[^<]+</desc>", drawing));
        Assert.All(page.Split("class=\"scroll").Skip(1), part => Assert.Matches("^[^>]*\" tabindex=\"0\" role=\"region\" aria-label=\"[^\"]+\">", part));
        Assert.Equal(1, Count(page, "<h1>"));
        Assert.DoesNotContain("NaN", Script().Replace(page, ""), StringComparison.Ordinal);
    }

    /// <summary>The page asks nobody for anything, and its policy lets only its own style and script work.</summary>
    private static void AssertAlone(string page)
    {
        Assert.Contains($"content=\"default-src 'none'; style-src '{Digest(page, "style")}'; script-src '{Digest(page, "script")}'; base-uri 'none'; form-action 'none'\"", page, StringComparison.Ordinal);
        Assert.DoesNotMatch("<(link|iframe|object|embed|base|form|image|use)\\b|\\s(src|srcset|action|style|on[a-z]+)=\"|@import|url\\((?!#)", Text().Replace(page, "><"));
        Assert.Equal(["http://www.w3.org/2000/svg"], Address().Matches(page).Select(match => match.Value).Distinct(StringComparer.Ordinal));
    }

    private static string Digest(string page, string element) =>
        $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(page.Split($"<{element}>")[1].Split($"</{element}>")[0])))}";

    private static void AssertWhole(string page)
    {
        var open = new Stack<string>();
        foreach (Match tag in Tag().Matches(Script().Replace(page, "")))
        {
            var name = tag.Groups["name"].Value;
            if (tag.Groups["end"].Length > 0)
                Assert.Equal(open.Pop(), name);
            else if (!Void.Contains(name) && !tag.Value.EndsWith("/>", StringComparison.Ordinal))
                open.Push(name);
        }

        Assert.Empty(open);
    }

    [GeneratedRegex("<section [^>]*><h2 [^>]*>(?<text>[^<]*)</h2>", RegexOptions.None, 1000)]
    private static partial Regex SectionHeading();

    [GeneratedRegex(" id=\"(?<text>[^\"]*)\"", RegexOptions.None, 1000)]
    private static partial Regex Id();

    [GeneratedRegex(" aria-(?:labelledby|describedby)=\"(?<text>[^\"]*)\"", RegexOptions.None, 1000)]
    private static partial Regex Reference();

    [GeneratedRegex(" href=\"#(?<text>[^\"]*)\"", RegexOptions.None, 1000)]
    private static partial Regex Link();

    [GeneratedRegex("<th\\b[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Heading();

    [GeneratedRegex("<(?<name>script|style)>.*?</\\k<name>>", RegexOptions.Singleline, 1000)]
    private static partial Regex Script();

    [GeneratedRegex(">[^<]*<", RegexOptions.None, 1000)]
    private static partial Regex Text();

    [GeneratedRegex("https?://[^\\s'\"<]*", RegexOptions.None, 1000)]
    private static partial Regex Address();

    [GeneratedRegex("<(?<end>/?)(?<name>[!A-Za-z][A-Za-z0-9]*)[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Tag();
}
