using FsCheck;
using FsCheck.Fluent;
using Muster.Cli.Rendering;

namespace Muster.Tests.Cli;

public class TextWidthTests
{
    [Theory]
    [InlineData("plain", 5)]
    [InlineData("größe", 5)]
    [InlineData("e\u0301", 1)]
    [InlineData("学習率", 6)]
    [InlineData("🚀", 2)]
    [InlineData("", 0)]
    public void Wide_characters_take_two_columns_and_marks_none(string text, int width) => Assert.Equal(width, TextWidth.Of(text));

    [Theory]
    [InlineData("plain", 5, "plain")]
    [InlineData("plain", 4, "pla…")]
    [InlineData("学習率", 5, "学習…")]
    [InlineData("学習率", 4, "学…")]
    [InlineData("plain", 1, "…")]
    public void What_is_too_wide_is_cut_off_and_marked(string text, int width, string clipped) => Assert.Equal(clipped, TextWidth.Clip(text, width));

    [Theory]
    [InlineData("  waits     for a slot of this machine", 24, 12, "  waits     for a slot\n            of this\n            machine")]
    [InlineData("short", 24, 12, "short")]
    [InlineData("unbreakable", 4, 0, "unbr\neaka\nble")]
    [InlineData("one two", 3, 12, "one\ntwo")]
    [InlineData("a 学", 2, 1, "a\n学")]
    [InlineData("      a b", 3, 0, "\na b")]
    public void Lines_are_broken_between_words_where_that_can_be(string text, int width, int indent, string lines) =>
        Assert.Equal(lines, string.Join('\n', TextWidth.Wrap(text, width, indent)));

    [Fact]
    public void No_wrapped_line_is_too_wide_and_no_word_is_lost() => Prop.ForAll(
        Gen.Elements("a", "of", "slots", "machine", "学習", "🚀🚀🚀", "unbreakable").ArrayOf().SelectMany(words => Gen.Choose(2, 30).SelectMany(width => Gen.Choose(0, 14).Select(indent => (words, width, indent)))).ToArbitrary(),
        of =>
        {
            var lines = TextWidth.Wrap(string.Join(' ', of.words), of.width, of.indent).ToList();
            Assert.All(lines, line => Assert.InRange(TextWidth.Of(line), 0, of.width));
            Assert.Equal(string.Concat(of.words), string.Concat(lines).Replace(" ", "", StringComparison.Ordinal));
        }).QuickCheckThrowOnFailure();
}
