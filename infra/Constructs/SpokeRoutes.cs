using Amazon.CDK;
using Amazon.CDK.AWS.Events;
using Amazon.CDK.AWS.Events.Targets;
using Amazon.CDK.AWS.SQS;
using Constructs;
using Muster.Aws.Contracts;
using Muster.Infra.Machines;
using BusTarget = Amazon.CDK.AWS.Events.Targets.EventBus;
using BusTargetProps = Amazon.CDK.AWS.Events.Targets.EventBusProps;

namespace Muster.Infra.Constructs;

/// <summary>What <see cref="SpokeRoutes"/> are made of.</summary>
/// <param name="Place">Where it is.</param>
/// <param name="Bus">The spoke's bus.</param>
/// <param name="HubBus">The ARN of the hub's bus.</param>
/// <param name="Orders">Who takes which order.</param>
/// <param name="Catalogue">The machine that tells what there is.</param>
/// <param name="DeadLetters">Where events go that nobody could take.</param>
internal sealed record SpokeRoutesProps(
    SpokePlace Place, IEventBus Bus, string HubBus, IReadOnlyDictionary<string, PlatformMachine> Orders, CatalogueStateMachine Catalogue, IQueue DeadLetters);

/// <summary>
/// A spoke's rules: orders to its machines, answers to the hub, and EC2's own events to the hub. Those come to the account's default bus,
/// and go on from there: an event that came from another bus is not passed on to a third.
/// </summary>
internal sealed class SpokeRoutes : Construct
{
    private readonly SpokeRoutesProps props;

    /// <summary>Makes them.</summary>
    public SpokeRoutes(Construct scope, string id, SpokeRoutesProps props) : base(scope, id)
    {
        this.props = props;
        foreach (var (type, machine) in props.Orders)
            Order(type, machine);
        var hub = Amazon.CDK.AWS.Events.EventBus.FromEventBusArn(this, "Hub", props.HubBus);
        _ = new Rule(this, "Answers", new RuleProps
        {
            EventBus = props.Bus,
            EventPattern = new EventPattern { Source = [PlatformEvents.FromSpoke], Detail = new Dictionary<string, object> { ["deployment"] = new[] { props.Place.Deployment } } },
            Targets = [To(hub)],
        });
        _ = new Rule(this, "InstanceEvents", new RuleProps
        {
            EventPattern = new EventPattern { Source = [PlatformEvents.FromEc2], DetailType = [PlatformEvents.StateChanged, PlatformEvents.SpotInterruption, PlatformEvents.Rebalance] },
            Targets = [To(hub)],
        });
        _ = new Rule(this, "Catalogue", new RuleProps { Schedule = Schedule.Rate(Duration.Hours(1)), Targets = [TellCatalogue()] });
        // Until a spoke has told of itself, the hub knows of none: so it does when it is deployed, and when it is another.
        _ = new Rule(this, "Deployed", new RuleProps { EventPattern = WhenDeployed(Stack.Of(this).StackName), Targets = [TellCatalogue()] });
    }

    private SfnStateMachine TellCatalogue() =>
        new(props.Catalogue.Machine, new SfnStateMachineProps { Input = RuleTargetInput.FromObject(new Dictionary<string, object>()), DeadLetterQueue = props.DeadLetters });

    private EventPattern WhenDeployed(string stack) => new()
    {
        Source = ["aws.cloudformation"],
        DetailType = ["CloudFormation Stack Status Change"],
        Detail = new Dictionary<string, object>
        {
            ["stack-id"] = new[] { new Dictionary<string, object> { ["prefix"] = $"arn:aws:cloudformation:{props.Place.Region}:{props.Place.Account}:stack/{stack}/" } },
            ["status-details"] = new Dictionary<string, object> { ["status"] = new[] { "CREATE_COMPLETE", "UPDATE_COMPLETE" } },
        },
    };

    // Late orders are dropped where it does harm to obey them, by the machine: it knows until when.
    private void Order(string type, PlatformMachine machine) => _ = new Rule(this, type, new RuleProps
    {
        EventBus = props.Bus,
        EventPattern = new EventPattern
        {
            Source = [PlatformEvents.FromHub],
            DetailType = [type],
            Detail = new Dictionary<string, object>
            {
                ["deployment"] = new[] { props.Place.Deployment },
                ["account"] = new[] { props.Place.Account },
                ["region"] = new[] { props.Place.Region },
            },
        },
        Targets = [new SfnStateMachine(machine.Machine, new SfnStateMachineProps { Input = RuleTargetInput.FromEventPath("$.detail"), DeadLetterQueue = props.DeadLetters, MaxEventAge = Duration.Hours(2) })],
    });

    private BusTarget To(IEventBus hub) => new(hub, new BusTargetProps { DeadLetterQueue = props.DeadLetters });
}
