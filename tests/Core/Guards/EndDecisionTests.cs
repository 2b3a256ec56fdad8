using Muster.Fleet;
using Muster.Guards;
using Muster.Sweeps;

namespace Muster.Tests.Core.Guards;

public class EndDecisionTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly AgentMachine Here = new("agent-7", "i-0abc");
    private static readonly GuardVerdict Idle = new(GuardStep.Drain, GuardCause.Idle, "The machine was idle.", null);

    [Theory]
    [InlineData(OnComplete.Stop, MachineWish.Stop, "stop")]
    [InlineData(OnComplete.Terminate, MachineWish.Terminate, "terminate")]
    [InlineData(OnComplete.Hibernate, MachineWish.Hibernate, "hibernate")]
    public void An_agent_that_owns_its_machine_wishes_its_end(OnComplete wish, MachineWish expected, string name)
    {
        var end = EndDecision.For(new() { OnComplete = wish, OwnsMachine = true }, Idle, Here, Noon);

        Assert.Equal(new() { Instance = "i-0abc", Wish = expected, Reason = "The machine was idle.", AskedAt = Noon, Agent = "agent-7" }, end.Intent);
        Assert.Equal((false, $"The agent ends and asks to {name} its machine i-0abc. The machine was idle."), (end.IsRefused, end.Reason));
    }

    [Fact]
    public void An_agent_that_was_not_told_that_it_owns_its_machine_ends_alone_and_says_why()
    {
        var end = EndDecision.For(new() { OnComplete = OnComplete.Terminate }, Idle, Here, Noon);

        Assert.Equal((true, null), (end.IsRefused, end.Intent));
        Assert.Equal("The agent ends alone: --on-complete terminate is refused, as it was not told that it owns its machine (--owns-machine). The machine was idle.", end.Reason);
    }

    [Fact]
    public void An_agent_on_a_machine_without_a_name_ends_alone_and_says_why()
    {
        var end = EndDecision.For(new() { OnComplete = OnComplete.Stop, OwnsMachine = true }, Idle, new("agent-7", null), Noon);

        Assert.Equal((true, null), (end.IsRefused, end.Intent));
        Assert.Equal("The agent ends alone: --on-complete stop is refused, as nobody says which instance its machine is. The machine was idle.", end.Reason);
    }

    [Theory]
    [InlineData(OnComplete.None, GuardCause.Deadline)]
    [InlineData(OnComplete.Exit, GuardCause.Idle)]
    [InlineData(OnComplete.Terminate, GuardCause.Interruption)]
    public void An_agent_that_is_to_exit_or_is_interrupted_wishes_nothing(OnComplete wish, GuardCause cause)
    {
        var end = EndDecision.For(new() { OnComplete = wish, OwnsMachine = true }, Idle with { Cause = cause }, Here, Noon);

        Assert.Equal((false, null, "The agent ends. The machine was idle."), (end.IsRefused, end.Intent, end.Reason));
    }

    [Fact]
    public void Options_that_contradict_each_other_are_told()
    {
        Assert.Equal(
            "--on-complete is 'hibernate', which ends the whole machine, and this agent was not told that it owns it. Add --owns-machine if nobody else needs the machine, or use --on-complete exit.",
            new GuardSpec { OnComplete = OnComplete.Hibernate }.FindProblem());
        Assert.Equal("--idle-timeout is 0s; it is how long the machine must be quiet, such as 30m, and more than 0s.", new GuardSpec { IdleTimeout = TimeSpan.Zero }.FindProblem());
        Assert.Equal(
            "--completion-delay is given without --completion-file, whose delay it is. Name the file, or leave the delay out.",
            new GuardSpec { CompletionDelay = TimeSpan.FromSeconds(1) }.FindProblem());
        Assert.Null(new GuardSpec { OnComplete = OnComplete.Stop, OwnsMachine = true, IdleTimeout = TimeSpan.FromHours(1), CompletionFile = "/x", CompletionDelay = TimeSpan.FromSeconds(1) }.FindProblem());
    }
}
