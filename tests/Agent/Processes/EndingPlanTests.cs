using Muster.Agent.Processes;

namespace Muster.Tests.Agent.Processes;

public sealed class EndingPlanTests
{
    private static readonly ProcessLimits s_limits = new(TimeSpan.FromSeconds(100))
    {
        Grace = TimeSpan.FromSeconds(10),
        Early = new(Signals.NumberOf("USR1"), TimeSpan.FromSeconds(60)),
    };

    [Fact]
    public void Plan_left_alone_sends_early_then_asks_then_forces()
    {
        var plan = new EndingPlan(s_limits);

        Assert.Equal((40, EndingStep.SendEarly), Step(plan));
        Assert.Equal((100, EndingStep.Ask), Step(plan));
        Assert.Equal(EndCause.Timeout, plan.Cause);
        Assert.Equal((110, EndingStep.Force), Step(plan));
        Assert.Equal(TimeSpan.MaxValue, plan.NextDue);
    }

    [Fact]
    public void Plan_looked_at_late_skips_the_early_signal()
    {
        var plan = new EndingPlan(s_limits);

        Assert.Equal(EndingStep.Ask, plan.Next(TimeSpan.FromSeconds(105)));
        Assert.Equal(TimeSpan.FromSeconds(115), plan.NextDue);
        Assert.Equal(EndingStep.Wait, plan.Next(TimeSpan.FromSeconds(105)));
    }

    [Fact]
    public void Request_asks_once_and_forces_after_the_grace()
    {
        var plan = new EndingPlan(s_limits);

        Assert.Equal(EndingStep.Ask, plan.Request(TimeSpan.FromSeconds(5), force: false));
        Assert.Equal(EndingStep.Wait, plan.Request(TimeSpan.FromSeconds(6), force: false));
        Assert.Equal((15, EndingStep.Force), Step(plan));
        Assert.Equal(EndCause.Request, plan.Cause);
        Assert.Equal(EndingStep.Wait, plan.Request(TimeSpan.FromSeconds(16), force: true));
    }

    [Fact]
    public void Force_after_a_timeout_leaves_the_timeout_as_cause()
    {
        var plan = new EndingPlan(s_limits);
        Step(plan);
        Step(plan);

        Assert.Equal(EndingStep.Force, plan.Request(TimeSpan.FromSeconds(101), force: true));
        Assert.Equal(EndCause.Timeout, plan.Cause);
    }

    private static (int Due, EndingStep Step) Step(EndingPlan plan)
    {
        var due = plan.NextDue;
        Assert.Equal(EndingStep.Wait, plan.Next(due - TimeSpan.FromTicks(1)));
        return ((int)due.TotalSeconds, plan.Next(due));
    }
}
