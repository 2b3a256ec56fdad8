using FsCheck;
using FsCheck.Fluent;
using Muster.Cli.Reporting;
using Muster.Cli.Reporting.Charts;
using Muster.Reports;

namespace Muster.Tests.Cli.Reporting;

public class PageTextTests
{
    [Theory]
    [InlineData("a < b && c > \"d\" 'e'", "a &lt; b &amp;&amp; c &gt; &quot;d&quot; &#39;e&#39;")]
    [InlineData("</script><img src=x onerror=alert(1)>", "&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;")]
    [InlineData("tab\tline\nbell\u0007 nul\0 del\u007f", "tab\tline\nbell␇ nul␀ del␡")]
    [InlineData("right\u202eleft \u2066x\u2069 \u0085", "right\ufffdleft \ufffdx\ufffd \ufffd")]
    [InlineData("whole \U0001F600 ä", "whole \U0001F600 ä")]
    public void Text_is_shown_and_does_nothing(string text, string written)
    {
        using var writer = new StringWriter();
        new Markup(writer).Write($"{text}");

        Assert.Equal(written, writer.ToString());
    }

    [Fact]
    public void Half_a_character_is_replaced() => Text_is_shown_and_does_nothing("half \ud800 .", "half \ufffd .");

    [Theory]
    [InlineData("\u001b[1;31mError\u001b[0m: x", "Error: x")]
    [InlineData("\u001b]0;title\u0007prompt\u001b(B", "prompt")]
    [InlineData("\u001b]8;;https://example.org\u001b\\link\u001b]8;;\u001b\\", "link")]
    [InlineData(" 10%\r 50%\r100%\r", "100%")]
    [InlineData("a\tb", "a b")]
    public void A_line_of_a_log_is_as_a_terminal_leaves_it(string line, string shown) => Assert.Equal(shown, PageText.LogLine(line));

    [Fact]
    public void Long_text_is_cut_between_characters()
    {
        Assert.Equal("abcd…", PageText.Short("abcdefgh", 5));
        Assert.Equal("abcde", PageText.Short("abcde", 5));
        Assert.Equal("abc…", PageText.Short("abc\U0001F600efgh", 5));
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(4448, "4448")]
    [InlineData(1234567, "1234567")]
    [InlineData(0.012346, "0.01235")]
    [InlineData(3.0704, "3.07")]
    [InlineData(1.5e-5, "1.5e-5")]
    [InlineData(2.5e12, "2.5e12")]
    [InlineData(-0.5, "-0.5")]
    public void A_number_has_about_four_digits(double number, string shown) => Assert.Equal(shown, Figures.Text(number));

    [Fact]
    public void Numbers_below_each_other_have_as_many_decimals()
    {
        Assert.Equal(["1.163", "0.650", "0.000"], new[] { 1.163, 0.65, 0.0001 }.Select(Figures.Aligned([1.163, 0.65, 0.0001])));
        Assert.Equal(["12", "7"], new[] { 12.0, 7 }.Select(Figures.Aligned([12.0, 7])));
    }

    [Theory]
    [InlineData(0, 1.6, false, "0s 200ms 400ms 600ms 800ms 1s 1.2s 1.4s 1.6s")]
    [InlineData(0, 100, false, "0s 15s 30s 45s 1m 1m15s 1m30s")]
    [InlineData(0, 90000, false, "0s 6h 12h 18h 1d")]
    [InlineData(0.01, 5000, true, "10ms 100ms 1s 10s 1m 10m 1h")]
    public void Marks_of_time_are_round_in_its_units(double min, double max, bool isLog, string marks) => Assert.Equal(
        marks, string.Join(' ', (isLog ? Ticks.Powers(min, max, 8, Unit.Seconds) : Ticks.Even(min, max, 8, Unit.Seconds)).Select(tick => tick.Text)));

    [Theory]
    [InlineData(2, "0 1 2")]
    [InlineData(17_000, "0 5,000 10,000 15,000")]
    public void Whole_things_have_whole_marks(double max, string marks) =>
        Assert.Equal(marks, string.Join(' ', Ticks.Even(0, max, 4, Unit.Things).Select(tick => tick.Text)));

    [Fact]
    public void Marks_never_overlap() => Prop.ForAll(Core.Reports.Numbers.Many, numbers =>
    {
        var (min, max) = (numbers.Min(), numbers.Max());
        return new[] { Unit.Plain, Unit.Seconds, Unit.Bytes }.Where(unit => unit == Unit.Plain || (min >= 0 && max < 1e11)).All(unit =>
        {
            var scale = Scale.With(min, max, Spans.IsWide(min, max), unit);
            var marks = scale.Ticks(250, text => text.Length * 8);
            return marks.Zip(marks.Skip(1)).All(pair => (scale.Place(pair.Second.At) - scale.Place(pair.First.At)) * 250 >= (pair.First.Text.Length + pair.Second.Text.Length) * 4);
        });
    }).QuickCheckThrowOnFailure();
}
