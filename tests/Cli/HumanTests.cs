using Muster.Cli.Rendering;

namespace Muster.Tests.Cli;

public class HumanTests
{
    [Theory]
    [InlineData(0, "2026-03-01 12:00:05 UTC")]
    [InlineData(2, "2026-03-01 14:00:05 +02:00")]
    [InlineData(-4.5, "2026-03-01 07:30:05 -04:30")]
    public void A_time_names_its_zone(double hours, string shown) =>
        Assert.Equal(shown, Human.Time(new(2026, 3, 1, 12, 0, 5, TimeSpan.Zero), new Clock(TimeZoneInfo.CreateCustomTimeZone("x", TimeSpan.FromHours(hours), "x", "x"))));

    [Theory]
    [InlineData(0, "0 points")]
    [InlineData(1, "1 point")]
    [InlineData(2, "2 points")]
    public void Things_are_counted(long count, string shown) => Assert.Equal(shown, Human.Count(count, "point"));

    private sealed class Clock(TimeZoneInfo zone) : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => zone;
    }
}
