using FsCheck;
using FsCheck.Fluent;
using Muster.Guards;

namespace Muster.Tests.Core.Guards;

public class IdleProperties
{
    private static readonly IdlePolicy Policy = new();

    private static readonly Gen<(MachineReading Reading, TimeSpan After)> Look =
        from reading in Gen.Frequency((2, Machines.Any), (5, Gen.Constant(Machines.Quiet)), (1, Gen.Elements(Machines.WithOneUnknown.ToArray())))
        from seconds in Gen.Choose(1, 400)
        select (reading, TimeSpan.FromSeconds(seconds));

    [Fact]
    public void No_machine_is_quiet_while_any_reading_is_unknown() => Prop.ForAll(Look.ListOf().ToArbitrary(), looks => Follow(looks, (state, reading) =>
        Assert.True(state.QuietSince is null || Machines.WithOneUnknown.All(unknown => !Lacks(reading, unknown)))))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void No_machine_is_quiet_while_a_point_runs() => Prop.ForAll(Look.ListOf().ToArbitrary(), looks => Follow(looks, (state, reading) =>
        Assert.True(reading.PointsRunning is not > 0 || state.QuietSince is null)))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void A_machine_is_quiet_or_says_why_not() => Prop.ForAll(Look.ListOf().ToArbitrary(), looks => Follow(looks, (state, _) =>
    {
        Assert.Equal(state.QuietSince is null, state.Busy is not null);
        Assert.True(state.QuietFor >= TimeSpan.Zero);
    })).QuickCheckThrowOnFailure();

    [Fact]
    public void A_quiet_machine_is_idle_exactly_after_the_timeout() => Prop.ForAll(
        (from steps in Gen.Choose(1, 300).NonEmptyListOf() from timeout in Gen.Choose(1, 3000) select (steps, TimeSpan.FromSeconds(timeout))).ToArbitrary(),
        draw =>
        {
            var state = IdleState.Start.Next(Machines.Quiet, TimeSpan.Zero, Policy);
            var at = TimeSpan.Zero;
            foreach (var step in draw.steps)
            {
                at += TimeSpan.FromSeconds(step);
                state = state.Next(Machines.Quiet, at, Policy);
                Assert.Equal(at >= draw.Item2, IdleDecision.For(state, draw.Item2, Policy).IsIdle);
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Whoever_reads_when_told_finds_a_quiet_machine_idle_at_the_timeout_and_not_later() => Prop.ForAll(Gen.Choose(1, 100_000).ToArbitrary(), seconds =>
    {
        var (timeout, at) = (TimeSpan.FromSeconds(seconds), TimeSpan.Zero);
        var state = IdleState.Start.Next(Machines.Quiet, at, Policy);
        while (IdleDecision.For(state, timeout, Policy) is { IsIdle: false } decision)
            state = state.Next(Machines.Quiet, at += decision.ReadIn, Policy);
        Assert.Equal(timeout, at);
    }).QuickCheckThrowOnFailure();

    private static bool Lacks(MachineReading reading, MachineReading unknown) =>
        (reading.CpuBusy is null && unknown.CpuBusy is null) || (reading.Cores is null && unknown.Cores is null)
        || (reading.NetworkBytes is null && unknown.NetworkBytes is null) || (reading.DiskBytes is null && unknown.DiskBytes is null)
        || (reading.GpuPercents is null && unknown.GpuPercents is null) || (reading.TerminalsIdleFor is null && unknown.TerminalsIdleFor is null)
        || (reading.PointsRunning is null && unknown.PointsRunning is null) || (reading.PointsStarted is null && unknown.PointsStarted is null);

    private static void Follow(IEnumerable<(MachineReading Reading, TimeSpan After)> looks, Action<IdleState, MachineReading> check)
    {
        var (state, at) = (IdleState.Start, TimeSpan.Zero);
        foreach (var look in looks)
        {
            state = state.Next(look.Reading, at += look.After, Policy);
            check(state, look.Reading);
        }
    }
}
