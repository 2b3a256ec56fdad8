using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Muster.Outputs;

namespace Muster.Tests.Core.Outputs;

public class LastLinesTests
{
    [Theory]
    [InlineData("", 3, "")]
    [InlineData("a\nb\nc\n", 2, "b\nc\n")]
    [InlineData("a\nb\nc", 2, "b\nc")]
    [InlineData("a\nb\nc\n", 3, "a\nb\nc\n")]
    [InlineData("a\nb\nc\n", 9, "a\nb\nc\n")]
    [InlineData("a\nb\n\n", 1, "\n")]
    [InlineData("a\nb\n", 0, "")]
    [InlineData("\n", 1, "\n")]
    public void The_last_lines_are_found(string text, int lines, string expected) => Assert.Equal(expected, Tail(text, lines));

    [Fact]
    public void The_last_lines_of_much_are_those_that_a_split_finds() => Prop.ForAll(
        Gen.Choose(0, 9000).ArrayOf(6).SelectMany(lengths => Gen.Choose(1, 7).Select(lines => (lengths, lines))).ToArbitrary(),
        of =>
        {
            var all = of.lengths.Select(length => new string('x', length) + "\n").ToList();
            Assert.Equal(string.Concat(all.TakeLast(of.lines)), Tail(string.Concat(all), of.lines));
        }).QuickCheckThrowOnFailure();

    /// <summary>Reads give at most 100 bytes at once, as a reader may.</summary>
    private static string Tail(string text, int lines)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var start = LastLines.StartOf(bytes.Length, lines, (offset, into) =>
        {
            var part = bytes.AsSpan((int)offset);
            part = part[..Math.Min(Math.Min(100, into.Length), part.Length)];
            part.CopyTo(into);
            return part.Length;
        });
        return text[(int)start..];
    }
}
