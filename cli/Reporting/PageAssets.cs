using System.Security.Cryptography;
using System.Text;

namespace Muster.Cli.Reporting;

/// <summary>The page's style and script, and the digests by which its policy lets them, and nothing else, work.</summary>
internal static class PageAssets
{
    private const string Light = "/*light*/";
    private const string Dark = "/*dark*/";

    /// <summary>The style sheet. Each scheme's colours stand once in its file, and here wherever they hold.</summary>
    public static TrustedMarkup Style { get; } = new(Read("report.css")
        .Replace(Light, Read("light.css").Trim(), StringComparison.Ordinal)
        .Replace(Dark, Read("dark.css").Trim(), StringComparison.Ordinal));

    /// <summary>The script. The page can be read without it.</summary>
    public static TrustedMarkup Script { get; } = new(Read("report.js"));

    /// <summary>Patterns that drawings refer to.</summary>
    public static TrustedMarkup Patterns { get; } = new(Read("patterns.svg").Trim());

    /// <summary>The source that the policy names for the style.</summary>
    public static TrustedMarkup StyleSource => SourceOf(Style);

    /// <summary>The source that the policy names for the script.</summary>
    public static TrustedMarkup ScriptSource => SourceOf(Script);

    /// <summary>A file of the page's own.</summary>
    internal static string Read(string name)
    {
        using var stream = typeof(PageAssets).Assembly.GetManifestResourceStream($"Muster.Cli.Reporting.Page.{name}")
            ?? throw new InvalidOperationException($"The program was built without {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static TrustedMarkup SourceOf(TrustedMarkup markup) => new($"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(markup.Text)))}'");
}
