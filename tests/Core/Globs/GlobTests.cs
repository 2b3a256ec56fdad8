using FsCheck;
using FsCheck.Fluent;
using Muster.Globs;

namespace Muster.Tests.Core.Globs;

public sealed class GlobTests
{
    [Theory]
    [InlineData("model.bin", "model.bin", true)]
    [InlineData("model.bin", "a/model.bin", false)]
    [InlineData("*.bin", "model.bin", true)]
    [InlineData("*.bin", ".bin", true)]
    [InlineData("*.bin", "a/model.bin", false)]
    [InlineData("**/*.bin", "model.bin", true)]
    [InlineData("**/*.bin", "a/b/c/model.bin", true)]
    [InlineData("a/**/z", "a/z", true)]
    [InlineData("a/**/z", "a/b/c/z", true)]
    [InlineData("a/**/z", "b/a/z", false)]
    [InlineData("a/**", "a/b/c", true)]
    [InlineData("a/**", "a", false)]
    [InlineData("**", "a", true)]
    [InlineData("**/**", "a/b", true)]
    [InlineData("a?c", "abc", true)]
    [InlineData("a?c", "ac", false)]
    [InlineData("[a-c]x", "bx", true)]
    [InlineData("[!a-c]x", "bx", false)]
    [InlineData("[!a-c]x", "dx", true)]
    [InlineData("[]]", "]", true)]
    [InlineData("[a-]", "-", true)]
    [InlineData("*a*b*", "xxaxxbxx", true)]
    [InlineData("*a*b*", "xxbxxaxx", false)]
    [InlineData("Model", "model", false)]
    public void Pattern_matches_or_not(string pattern, string path, bool expected) =>
        Assert.Equal(expected, Glob.Parse(pattern).IsMatch(path));

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("/etc/*", "it starts at the root")]
    [InlineData("../x", "it has a segment '..'")]
    [InlineData("a/./b", "it has a segment '.'")]
    [InlineData("a//b", "it has an empty segment")]
    [InlineData("a/", "it has an empty segment")]
    [InlineData("a**", "in 'a**', ** is not a whole segment")]
    [InlineData("[ab", "in '[ab', a [ is never closed")]
    [InlineData("a\0", "it holds a NUL character")]
    public void Text_that_is_no_pattern_is_refused_with_the_reason(string pattern, string reason)
    {
        var failure = Assert.Throws<FormatException>(() => Glob.Parse(pattern));

        Assert.Equal(
            $"'{pattern}' is not a pattern for result paths: {reason}; allowed are paths relative to the point's directory with * ? [a-z] and ** for folders, such as models/**/*.bin",
            failure.Message);
    }

    [Fact]
    public void Pattern_with_too_many_segments_is_refused() => Assert.Contains(
        "it has 60 segments, and at most 59 are allowed",
        Assert.Throws<FormatException>(() => Glob.Parse(string.Join('/', Enumerable.Repeat("a", 60)))).Message, StringComparison.Ordinal);

    [Fact]
    public void Pattern_agrees_with_a_naive_matcher() => Prop.ForAll(
        (from pattern in Path(["a", "b", "*", "?", "a*", "*b*", "[ab]", "[!a]", "**"])
         from path in Path(["a", "b", "ab", "ba", "c", "aab"])
         select (pattern, path)).ToArbitrary(),
        pair => Glob.Parse(pair.pattern).IsMatch(pair.path) == Naive(pair.pattern.Split('/'), pair.path.Split('/')))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Dead_state_means_that_no_longer_path_matches() => Prop.ForAll(
        (from pattern in Path(["a", "b", "*", "a*", "**"])
         from start in Path(["a", "b", "c"])
         from rest in Path(["a", "b", "c"])
         select (pattern, start, rest)).ToArbitrary(),
        triple =>
        {
            var glob = Glob.Parse(triple.pattern);
            var state = triple.start.Split('/').Aggregate(glob.Start, (state, segment) => glob.After(state, segment));
            return !state.IsDead || !glob.IsMatch($"{triple.start}/{triple.rest}");
        }).QuickCheckThrowOnFailure();

    private static Gen<string> Path(string[] segments) =>
        from count in Gen.Choose(1, 5)
        from parts in Gen.Elements(segments).ArrayOf(count)
        select string.Join('/', parts);

    private static bool Naive(ReadOnlySpan<string> pattern, ReadOnlySpan<string> path)
    {
        if (pattern.Length == 0) return path.Length == 0;
        if (pattern[0] == "**" && pattern.Length == 1) return path.Length > 0;
        if (pattern[0] == "**") return Naive(pattern[1..], path) || (path.Length > 0 && Naive(pattern, path[1..]));
        return path.Length > 0 && NaiveSegment(pattern[0], path[0]) && Naive(pattern[1..], path[1..]);
    }

    private static bool NaiveSegment(string pattern, string text)
    {
        if (pattern.Length == 0) return text.Length == 0;
        if (pattern[0] == '*') return NaiveSegment(pattern[1..], text) || (text.Length > 0 && NaiveSegment(pattern, text[1..]));
        if (text.Length == 0) return false;
        if (pattern[0] != '[') return (pattern[0] == '?' || pattern[0] == text[0]) && NaiveSegment(pattern[1..], text[1..]);
        var end = pattern.IndexOf(']');
        var inside = pattern[1..end];
        return (inside[0] == '!' ? !inside.Contains(text[0]) : inside.Contains(text[0])) && NaiveSegment(pattern[(end + 1)..], text[1..]);
    }
}
