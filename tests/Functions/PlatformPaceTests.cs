using Muster.Functions.Settings;

namespace Muster.Tests.Functions;

public class PlatformPaceTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public void Nothing_said_is_the_usual_pace(string? text)
    {
        var pace = PlatformPace.Read(text);

        Assert.Equal((TimeSpan.FromMinutes(12), TimeSpan.FromSeconds(60), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(20)),
            (pace.Policy.LockDuration, pace.Policy.Tick, pace.Policy.BlockedTick, pace.Policy.LaunchWithin, pace.Policy.JoinWithin, pace.Policy.GrantFor));
        Assert.Equal((TimeSpan.FromSeconds(10), 400), (pace.Launching, pace.Ticks));
    }

    [Theory]
    [InlineData("tick=5s,launching=1s,blocked=5s,lock=30s,ticks=7,fleet=3")]
    [InlineData(" tick = 5s , launching=1s,,blocked=5s,lock=30s,ticks=7,fleet=3 ")]
    [InlineData("{\"tick\":\"5s\",\"launching\":\"1s\",\"blocked\":\"5s\",\"lock\":\"30s\",\"ticks\":7,\"fleet\":\"3\"}")]
    public void A_pace_is_said_in_pairs_or_as_an_object(string text)
    {
        var pace = PlatformPace.Read(text);

        Assert.Equal((TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(7.5), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), 7, 3, 3),
            (pace.Policy.Tick, pace.Policy.MovesFor, pace.Launching, pace.Policy.BlockedTick, pace.Policy.LockDuration, pace.Ticks, pace.Policy.FleetMost, pace.Offers.FleetMost));
    }

    [Theory]
    [InlineData("tick", "'tick'; it has to be a pair such as tick=60s")]
    [InlineData("tack=5s", "'tack'; it has to be one of blocked, capacity, fleet, forgotten, grace, grant, grant-least, join, launch, launching, lock, quota, renew, restart, restart-every, retry, send-again, skew, tick, ticks, untried")]
    [InlineData("tick=60", "'tick=60'; it has to be a duration of whole numbers with the units d, h, m, s or ms, largest first, such as 90s, 15m, 1h30m or 7d")]
    [InlineData("ticks=0", "'ticks=0'; it has to be a whole number above 0")]
    [InlineData("{\"tick\"", "'{\"tick\"'; it has to be a JSON object such as {\"tick\":\"60s\"}, or pairs such as tick=60s,launching=10s")]
    [InlineData("blocked=10m", "'lock=12m'; it has to be at least twice the longest wait between ticks, 10m: name a longer lock, or shorter tick and blocked")]
    public void What_is_no_pace_is_refused(string text, string problem) => Assert.Equal(
        $"The variable MUSTER_PACE has {problem}. Correct it in the deployment.", Assert.Throws<SettingException>(() => PlatformPace.Read(text)).Message);
}
