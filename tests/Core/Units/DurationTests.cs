using FsCheck;
using FsCheck.Fluent;
using Muster.Units;

namespace Muster.Tests.Core.Units;

public class DurationTests
{
    [Theory]
    [InlineData("90s", 90_000, "1m30s")]
    [InlineData("15m", 900_000, "15m")]
    [InlineData("2h", 7_200_000, "2h")]
    [InlineData("1h30m", 5_400_000, "1h30m")]
    [InlineData("7d", 604_800_000, "7d")]
    [InlineData("250ms", 250, "250ms")]
    [InlineData("1d2h3m4s5ms", 93_784_005, "1d2h3m4s5ms")]
    [InlineData("0s", 0, "0s")]
    [InlineData("0ms", 0, "0s")]
    [InlineData("007s", 7_000, "7s")]
    public void A_duration_is_read_and_has_one_canonical_text(string text, long milliseconds, string canonical)
    {
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds, 0), Duration.Parse(text));
        Assert.Equal(canonical, Duration.Format(Duration.Parse(text)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("60")]
    [InlineData("s")]
    [InlineData("1.5h")]
    [InlineData("-1h")]
    [InlineData("+1h")]
    [InlineData("1H")]
    [InlineData("1w")]
    [InlineData(" 1h")]
    [InlineData("1h ")]
    [InlineData("1h 30m")]
    [InlineData("30m1h")]
    [InlineData("1h1h")]
    [InlineData("1h30")]
    [InlineData("1e3s")]
    [InlineData("١s")]
    [InlineData("10675200d")]
    [InlineData("99999999999999999999d")]
    [InlineData("unlimited")]
    public void What_is_no_duration_is_refused_and_never_means_no_limit(string text)
    {
        Assert.False(Duration.TryParse(text, out _));
        var error = Assert.Throws<FormatException>(() => Duration.Parse(text));
        Assert.Equal($"'{text}' is not a duration of whole numbers with the units d, h, m, s or ms, largest first, such as 90s, 15m, 1h30m or 7d.", error.Message);
    }

    [Fact]
    public void Every_whole_number_of_milliseconds_comes_back_from_its_text() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).Select(i => (long)i * i % 1_000_000_000_000).ToArbitrary(), milliseconds =>
        {
            var value = TimeSpan.FromMilliseconds(milliseconds, 0);
            return Duration.Parse(Duration.Format(value)) == value;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_text_is_worth_the_sum_of_its_parts() =>
        Prop.ForAll(Gen.Choose(0, 5000).ArrayOf(5).ToArbitrary(), n =>
            Duration.Parse($"{n[0]}d{n[1]}h{n[2]}m{n[3]}s{n[4]}ms") == new TimeSpan(n[0], n[1], n[2], n[3], n[4])).QuickCheckThrowOnFailure();

    [Fact]
    public void The_longest_duration_comes_back_and_one_millisecond_more_is_refused()
    {
        var text = Duration.Format(Duration.MaxValue);
        Assert.Equal("10675199d2h48m5s477ms", text);
        Assert.Equal(Duration.MaxValue, Duration.Parse(text));
        Assert.False(Duration.TryParse("10675199d2h48m5s478ms", out _));
    }

    [Fact]
    public void What_no_text_can_say_is_not_formatted()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Duration.Format(TimeSpan.FromTicks(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Duration.Format(TimeSpan.FromSeconds(-1)));
    }
}
