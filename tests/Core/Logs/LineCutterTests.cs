using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Muster.Logs;

namespace Muster.Tests.Core.Logs;

/// <summary>Output is cut into lines, however it comes in parts, and lines of several are never mixed.</summary>
public sealed class LineCutterTests
{
    private static readonly LoggedAttempt s_one = new(1, 1, 1);
    private static readonly LoggedAttempt s_two = new(2, 1, 1);

    [Fact]
    public void Lines_are_the_same_whatever_the_parts() =>
        Prop.ForAll(Gen.Elements("a", "bc", "\n", "\n\n", "d\ne", "").ListOf().ToArbitrary(), parts =>
        {
            var text = string.Concat(parts);
            var lines = (text.EndsWith('\n') || text.Length == 0 ? text : text + "\n").Split('\n')[..^1];
            return lines.SequenceEqual(Cut(parts.Select(part => (s_one, part))).Select(line => line.Text));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Lines_of_several_are_not_mixed() =>
        Assert.Equal([(2L, "two"), (1, "one, first"), (1, "open")], Cut([(s_one, "one, "), (s_two, "tw"), (s_two, "o\n"), (s_one, "first\nopen")]));

    [Fact]
    public void A_line_longer_than_anybodys_memory_is_broken()
    {
        var lines = Cut([(s_one, new string('x', LineCutter.MostHeld)), (s_one, "y"), (s_one, "z\n")]);
        Assert.Equal([LineCutter.MostHeld + 1, 1], lines.Select(line => line.Text.Length));
    }

    private static List<(long Index, string Text)> Cut(IEnumerable<(LoggedAttempt Of, string Text)> parts)
    {
        var lines = new List<(long, string)>();
        var cutter = new LineCutter((attempt, line) => lines.Add((attempt.Index, Encoding.UTF8.GetString(line))));
        foreach (var (of, text) in parts)
            cutter.Write(new(of, Encoding.UTF8.GetBytes(text), false));
        foreach (var of in (LoggedAttempt[])[s_one, s_two])
            cutter.Write(new(of, default, true));
        return lines;
    }
}
