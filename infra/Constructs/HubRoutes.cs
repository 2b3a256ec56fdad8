using Amazon.CDK;
using Amazon.CDK.AWS.Events;
using Amazon.CDK.AWS.Events.Targets;
using Amazon.CDK.AWS.SQS;
using Constructs;
using Muster.Aws.Contracts;
using Muster.Infra.Settings;
using BusTarget = Amazon.CDK.AWS.Events.Targets.EventBus;
using BusTargetProps = Amazon.CDK.AWS.Events.Targets.EventBusProps;

namespace Muster.Infra.Constructs;

/// <summary>What <see cref="HubRoutes"/> are made of.</summary>
/// <param name="Settings">What is deployed.</param>
/// <param name="Names">The platform's names.</param>
/// <param name="Bus">The hub's bus.</param>
/// <param name="Functions">The functions that take answers.</param>
/// <param name="Machines">The machines that take answers.</param>
/// <param name="DeadLetters">Where events go that nobody could take.</param>
internal sealed record HubRoutesProps(PlatformSettings Settings, PlatformNames Names, IEventBus Bus, HubFunctions Functions, HubMachines Machines, IQueue DeadLetters);

/// <summary>The hub's rules: its orders to the spokes, their answers to whoever takes them, and what begins by schedule.</summary>
internal sealed class HubRoutes : Construct
{
    private readonly HubRoutesProps props;

    /// <summary>Makes them.</summary>
    public HubRoutes(Construct scope, string id, HubRoutesProps props) : base(scope, id)
    {
        this.props = props;
        foreach (var spoke in props.Settings.Spokes)
            Order(spoke);
        var (functions, machines) = (props.Functions, props.Machines);
        Answer("LaunchAnswers", functions.RecordLaunch, PlatformEvents.LaunchAnswered);
        Answer("ActAnswers", functions.OnInstanceEvent, PlatformEvents.ActAnswered);
        Answer("Told", functions.Check, PlatformEvents.CheckAnswered, PlatformEvents.CataloguePage);
        Rule("Pages", Answers(PlatformEvents.PageListed), Start(machines.Reap));
        Rule("InstanceEvents", InstanceEvents(), Call(functions.OnInstanceEvent));
        Every("Reaping", Duration.Minutes(10), new SfnStateMachine(machines.Reap.Machine, new SfnStateMachineProps { Input = RuleTargetInput.FromObject(new Dictionary<string, object> { ["start"] = true }), DeadLetterQueue = props.DeadLetters }));
        Every("Restarting", Duration.Minutes(5), new LambdaFunction(functions.Restart.Function, new LambdaFunctionProps { Event = RuleTargetInput.FromObject(new Dictionary<string, object> { ["restart"] = true }), DeadLetterQueue = props.DeadLetters }));
    }

    // One rule for each spoke: what all would take would reach accounts that it is not for.
    private void Order(SpokeSettings spoke)
    {
        var bus = Amazon.CDK.AWS.Events.EventBus.FromEventBusArn(this, $"Bus-{spoke.Account}-{spoke.Region}", new Arns(spoke.Account, spoke.Region).Bus(props.Names.SpokeBus));
        var pattern = new EventPattern
        {
            Source = [PlatformEvents.FromHub],
            Detail = new Dictionary<string, object>
            {
                ["deployment"] = new[] { props.Names.Deployment },
                ["account"] = new[] { spoke.Account },
                ["region"] = new[] { spoke.Region },
            },
        };
        Rule($"To-{spoke.Account}-{spoke.Region}", pattern, new BusTarget(bus, new BusTargetProps { DeadLetterQueue = props.DeadLetters }));
    }

    private void Answer(string id, MusterFunction function, params string[] types) => Rule(id, Answers(types), Call(function));

    private EventPattern Answers(params string[] types) => new()
    {
        Account = [.. props.Settings.Accounts],
        Source = [PlatformEvents.FromSpoke],
        DetailType = types,
        Detail = new Dictionary<string, object> { ["deployment"] = new[] { props.Names.Deployment } },
    };

    // EC2's events know no deployment: the function looks whether the instance is one of ours.
    private EventPattern InstanceEvents() => new()
    {
        Account = [.. props.Settings.Accounts],
        Source = [PlatformEvents.FromEc2],
        DetailType = [PlatformEvents.StateChanged, PlatformEvents.SpotInterruption, PlatformEvents.Rebalance],
    };

    // The whole event: what kind it is, and who sent it, count.
    private LambdaFunction Call(MusterFunction function) => new(function.Function, new LambdaFunctionProps { DeadLetterQueue = props.DeadLetters, MaxEventAge = Duration.Hours(2) });

    private SfnStateMachine Start(PlatformMachine machine) => new(machine.Machine, new SfnStateMachineProps { DeadLetterQueue = props.DeadLetters, MaxEventAge = Duration.Hours(2) });

    private void Rule(string id, EventPattern pattern, IRuleTarget target) => _ = new Rule(this, id, new RuleProps { EventBus = props.Bus, EventPattern = pattern, Targets = [target] });

    private void Every(string id, Duration interval, IRuleTarget target) => _ = new Rule(this, id, new RuleProps { Schedule = Schedule.Rate(interval), Targets = [target] });
}
