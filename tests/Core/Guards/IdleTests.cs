using Muster.Guards;
using static Muster.Tests.Core.Guards.Machines;

namespace Muster.Tests.Core.Guards;

public class IdleTests
{
    private static readonly IdlePolicy Policy = new();
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void A_machine_that_was_read_once_is_not_idle()
    {
        var state = Read(Quiet);

        Assert.Equal("It was looked at for the first time.", state.Busy);
        Assert.Equal("The machine is not idle: It was looked at for the first time.", IdleDecision.For(state, Minute, Policy).Reason);
    }

    [Fact]
    public void A_machine_is_idle_once_it_was_quiet_for_the_timeout()
    {
        var before = IdleDecision.For(Read(Quiet, Quiet, Quiet), 3 * Minute, Policy);
        var after = IdleDecision.For(Read(Quiet, Quiet, Quiet, Quiet), 3 * Minute, Policy);

        Assert.Equal((false, "The machine is quiet for 2m of 3m.", TimeSpan.FromSeconds(18)), (before.IsIdle, before.Reason, before.ReadIn));
        Assert.Equal((true, "The machine was idle for 3m; --idle-timeout is 3m."), (after.IsIdle, after.Reason));
    }

    public static TheoryData<string, MachineReading> AtWork => new()
    {
        { "The cores were busy to 5 %; below 5 % is quiet.", After(cpuSeconds: 6) },
        { "The cores were busy to 100 %; below 5 % is quiet.", After(cpuSeconds: 120) },
        { "The network moved 10 kB/s; below 10 kB/s is quiet.", After(network: 600_000) },
        { "The disks moved 100 kB/s; below 100 kB/s is quiet.", After(disk: 6_000_000) },
        { "A GPU was used to 71.5 %; below 5 % is quiet.", Quiet with { GpuPercents = [0, 71.5, 6] } },
        { "A GPU was used to NaN %; below 5 % is quiet.", Quiet with { GpuPercents = [double.NaN] } },
        { "A point runs.", Quiet with { PointsRunning = 1 } },
        { "7 points run.", Quiet with { PointsRunning = 7 } },
        { "Points ran since the last look.", Quiet with { PointsStarted = 1 } },
    };

    [Theory]
    [MemberData(nameof(AtWork))]
    public void A_machine_at_work_is_not_quiet_and_says_what_it_does(string expected, MachineReading reading) =>
        Assert.Equal((expected, null), (Read(Quiet, reading).Busy, Read(Quiet, reading).QuietSince));

    [Fact]
    public void A_machine_just_below_every_threshold_is_quiet() => Assert.Null(
        Read(Quiet, After(5.99, 599_000, 5_990_000) with { GpuPercents = [4.9], TerminalsIdleFor = [TimeSpan.FromHours(1)] }).Busy);

    public static TheoryData<string, MachineReading> Restarted => new()
    {
        { "The count of busy time began anew.", After(cpuSeconds: -1) },
        { "The count of busy time began anew.", Quiet with { Cores = 4 } },
        { "The count of eth0 began anew.", After(network: -1) },
        { "The count of vda began anew.", After(disk: -1) },
        { "The network changed since the last look.", Quiet with { NetworkBytes = Bytes("eth1", 0) } },
        { "The network changed since the last look.", Quiet with { NetworkBytes = new Dictionary<string, long>() } },
        { "The disks changed since the last look.", Quiet with { DiskBytes = Bytes("vdb", 0) } },
    };

    [Theory]
    [MemberData(nameof(Restarted))]
    public void A_count_that_goes_backwards_or_is_of_something_else_tells_nothing(string expected, MachineReading reading) => Assert.Equal(expected, Read(Quiet, reading).Busy);

    [Fact]
    public void An_unknown_reading_ends_quiet_and_so_does_the_next_one()
    {
        Assert.All(WithOneUnknown, unknown =>
        {
            Assert.EndsWith("is unknown.", Read(Quiet, Quiet, unknown).Busy, StringComparison.Ordinal);
            Assert.NotNull(Read(Quiet, Quiet, unknown, Quiet).Busy);
            Assert.Equal(3 * Minute, Read(Quiet, Quiet, unknown, Quiet, Quiet).QuietSince);
        });
        Assert.Equal("What its GPUs did is unknown.", Read(Quiet, Quiet with { GpuPercents = null }).Busy);
    }

    [Fact]
    public void Readings_far_apart_tell_nothing_about_the_time_between()
    {
        var state = IdleState.Start.Next(Quiet, TimeSpan.Zero, Policy);

        Assert.Null(state.Next(Quiet, Policy.LongestGap, Policy).Busy);
        Assert.Equal("It was not looked at regularly.", state.Next(Quiet, Policy.LongestGap + TimeSpan.FromTicks(1), Policy).Busy);
        Assert.Equal("It was not looked at regularly.", state.Next(Quiet, TimeSpan.Zero, Policy).Busy);
    }

    [Fact]
    public void A_machine_is_not_quiet_for_longer_than_nobody_typed()
    {
        var typed = Quiet with { TerminalsIdleFor = [TimeSpan.FromHours(2), TimeSpan.FromSeconds(20)] };
        var state = Read(Quiet, Quiet, Quiet, typed);

        Assert.Equal(3 * Minute - TimeSpan.FromSeconds(20), state.QuietSince);
        Assert.Equal(TimeSpan.FromSeconds(20), state.QuietFor);
        Assert.Equal(TimeSpan.Zero, Read(Quiet, Quiet with { TerminalsIdleFor = [TimeSpan.FromSeconds(-3)] }).QuietFor);
    }

    [Theory]
    [InlineData(7200, 60)]
    [InlineData(600, 60)]
    [InlineData(300, 30)]
    [InlineData(5, 1)]
    public void Readings_are_closer_together_for_short_timeouts(int timeout, int expected) =>
        Assert.Equal(TimeSpan.FromSeconds(expected), Policy.ReadEveryFor(TimeSpan.FromSeconds(timeout)));

    // A reading a minute, from 0 on.
    private static IdleState Read(params ReadOnlySpan<MachineReading> readings)
    {
        var state = IdleState.Start;
        for (var i = 0; i < readings.Length; i++)
            state = state.Next(readings[i], i * Minute, Policy);
        return state;
    }
}
