using Muster.Cli;
using Muster.Cli.Agents;
using Muster.Fleet;
using Muster.Guards;
using Muster.Sweeps;
using Muster.Testing.Guards;
using Muster.Tests.Agent;
using Muster.Tests.Agent.Instances;
using ManualTime = Muster.Testing.Time.ManualTime;

namespace Muster.Tests.Cli;

/// <summary>What becomes of an instance whose worker is over, and until when it may live.</summary>
public sealed class InstanceEndTests : IDisposable
{
    private static readonly InstanceIdentity s_instance = new("i-0abc", "111122223333", "eu-west-1", "eu-west-1a", new(2026, 3, 1, 11, 50, 0, TimeSpan.Zero));
    private static readonly GuardVerdict s_over = new(GuardStep.Drain, GuardCause.Work, "The worker w1-1 of run r1 is over.", null);
    private readonly TemporaryFolder folder = new();
    private readonly RecordedWishes platform = new();
    private readonly ManualTime time = new() { GoesOn = true };
    private readonly StringWriter said = new() { NewLine = "\n" };

    public void Dispose()
    {
        folder.Dispose();
        said.Dispose();
    }

    [Theory]
    [InlineData(OnComplete.Stop, MachineWish.Stop)]
    [InlineData(OnComplete.Hibernate, MachineWish.Hibernate)]
    public async Task An_instance_that_is_to_be_stopped_goes_on_until_the_platform_has_done_so(OnComplete asked, MachineWish wished)
    {
        Assert.Equal(2, await EndAsync(asked, s_over));

        var wish = Assert.IsType<PlatformWish.Machine>(Assert.Single(platform.Heard));
        Assert.Equal((new("111122223333", "eu-west-1"), "i-0abc", wished), (wish.Spoke, wish.Intent.Instance, wish.Intent.Wish));
    }

    [Theory]
    [InlineData(OnComplete.None)]
    [InlineData(OnComplete.Exit)]
    [InlineData(OnComplete.Terminate)]
    public async Task Any_other_instance_is_shut_down_by_whoever_started_the_agent(OnComplete asked)
    {
        Assert.Equal(0, await EndAsync(asked, s_over));
        Assert.Empty(platform.Heard);
        Assert.Equal("The agent ends and asks to terminate its machine i-0abc. The worker w1-1 of run r1 is over.\n", said.ToString());
    }

    [Fact]
    public async Task An_instance_whose_wish_nobody_hears_is_shut_down_in_the_end()
    {
        platform.Problem = "The store does not answer.";

        Assert.Equal(0, await EndAsync(OnComplete.Stop, s_over));
    }

    [Fact]
    public async Task An_interrupted_agent_wishes_nothing() => Assert.Equal(
        (130, 0), (await EndAsync(OnComplete.Stop, s_over with { Cause = GuardCause.Interruption, Step = GuardStep.Stop }), platform.Heard.Count));

    [Theory]
    [InlineData(null, null, null)]
    [InlineData(null, "7d", 7 * 24.0)]
    [InlineData(4.0, "7d", 4.0)]
    [InlineData(24.0 * 30, "7d", 7 * 24.0)]
    [InlineData(4.0, null, 4.0)]
    public void An_instance_lives_from_its_launch_as_long_as_the_shorter_limit_says(double? ttlHours, string? longest, double? hours) => Assert.Equal(
        hours is { } expected ? s_instance.LaunchedAt.AddHours(expected) : null,
        GuardsOf(new() { Name = "s", Ttl = ttlHours is { } ttl ? TimeSpan.FromHours(ttl) : null }, longest).Deadline);

    [Fact]
    public void A_deadline_stays_when_the_agent_starts_again()
    {
        var memory = new InMemoryGuardMemory();
        var spec = new SweepSpec { Name = "s", Ttl = TimeSpan.FromHours(1) };
        var first = InstanceGuards.Of(spec, null, memory, s_instance.LaunchedAt, static _ => { });

        Assert.Equal(first.Deadline, InstanceGuards.Of(spec, null, memory, s_instance.LaunchedAt.AddMinutes(30), static _ => { }).Deadline);
    }

    private static GuardSpec GuardsOf(SweepSpec spec, string? longest) =>
        InstanceGuards.Of(spec, longest is null ? null : DeadlineOption.Parse(longest), new InMemoryGuardMemory(), s_instance.LaunchedAt, static _ => { });

    private async Task<int> EndAsync(OnComplete asked, GuardVerdict verdict)
    {
        using var context = new CommandContext { OutBytes = Stream.Null, Error = said, Screen = Screen.None, Environment = _ => null, Time = time, OpenStore = _ => null };
        return await new InstanceEnd(context, platform, folder.Path).EndAsync(GuardsOf(new() { Name = "s", OnComplete = asked }, null), verdict, new("agent-1", "i-0abc"), s_instance);
    }
}
