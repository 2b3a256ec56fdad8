using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Constructs;
using Muster.Infra.Settings;

namespace Muster.Infra.Constructs;

/// <summary>What <see cref="HubWatch"/> is made of.</summary>
/// <param name="Settings">What is deployed.</param>
/// <param name="Functions">The functions that are watched.</param>
/// <param name="Machines">The machines that are watched.</param>
/// <param name="DeadLetters">The dead letters that are watched.</param>
internal sealed record HubWatchProps(PlatformSettings Settings, HubFunctions Functions, HubMachines Machines, DeadLetterQueue DeadLetters);

/// <summary>The hub's alarms, and a page that shows them with what they look at.</summary>
internal sealed class HubWatch : Construct
{
    private static readonly Duration s_short = Duration.Minutes(5);
    private readonly HubWatchProps props;
    private readonly PlatformAlarms alarms;

    /// <summary>Makes them.</summary>
    public HubWatch(Construct scope, string id, HubWatchProps props) : base(scope, id)
    {
        this.props = props;
        alarms = new(this, "Alarms", new($"muster-{props.Settings.Hub.Deployment}-hub", props.Settings.AlarmTopic));
        foreach (var (name, machine) in props.Machines.All)
            alarms.When($"{name}-failed", $"An execution of the machine {name} failed.", machine.Failures(s_short));
        alarms.When("dead-letters", "An event or a wish could not be handled, and waits in the queue of dead letters.", props.DeadLetters.Letters(s_short));
        // Every 10 minutes it should; two are missed before anybody is woken.
        alarms.Unless("reaper-silent", "The reaper did not run to its end for half an hour.", props.Machines.Reap.Successes(Duration.Minutes(30)), periods: 1);
        alarms.Often("throttled", "Functions were throttled: the account's concurrency is used up.", Throttles(), threshold: 1, periods: 3);
        alarms.When("restart-failed", "Coordinators that are missing could not be started again.", props.Functions.Restart.Errors(s_short));
        Show();
    }

    private IMetric Throttles() => Sum(props.Functions.All.Select(function => function.Throttles(s_short)));

    private void Show() => _ = new Dashboard(this, "Dashboard", new DashboardProps
    {
        DashboardName = $"muster-{props.Settings.Hub.Deployment}",
        Widgets =
        [
            [new AlarmStatusWidget(new AlarmStatusWidgetProps { Title = "Alarms", Alarms = [.. alarms.All], Width = 24 })],
            [
                Graph("Executions that failed", props.Machines.All.Values.Select(machine => machine.Failures(s_short))),
                Graph("Functions that failed", props.Functions.All.Select(function => function.Errors(s_short))),
            ],
            [
                Graph("Reaper, executions", [props.Machines.Reap.Successes(Duration.Minutes(10))]),
                Graph("Dead letters", [props.DeadLetters.Letters(s_short)]),
            ],
        ],
    });

    private static GraphWidget Graph(string title, IEnumerable<IMetric> metrics) => new(new GraphWidgetProps { Title = title, Left = [.. metrics], Width = 12 });

    private static MathExpression Sum(IEnumerable<IMetric> metrics)
    {
        var named = metrics.Select((metric, index) => (Name: $"m{index}", metric)).ToDictionary(each => each.Name, each => each.metric);
        return new(new MathExpressionProps { Expression = string.Join('+', named.Keys), UsingMetrics = named, Label = "Throttles", Period = s_short });
    }
}
