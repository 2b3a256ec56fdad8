namespace Muster.Bench.Reporting;

/// <summary>The page of results in the documents; the text around them is people's.</summary>
internal static class BenchmarksPage
{
    private const string Begin = "<!-- results -->\n", End = "<!-- end of results -->";

    /// <summary>Replaces the results in <c>docs/benchmarks.md</c>.</summary>
    public static void Write(string repository, string results)
    {
        var path = Path.Join(repository, "docs", "benchmarks.md");
        var page = File.ReadAllText(path);
        var begin = page.IndexOf(Begin, StringComparison.Ordinal);
        var end = page.IndexOf(End, StringComparison.Ordinal);
        if (begin < 0 || end < begin)
            throw BenchException.Of($"{path} has no place for results: a line '{Begin.Trim()}' and, below, a line '{End}'.");
        File.WriteAllText(path, page[..(begin + Begin.Length)] + results + page[end..]);
    }
}
