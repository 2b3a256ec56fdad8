using Amazon.CDK.AWS.Events;
using Constructs;
using Muster.Aws.Contracts;

namespace Muster.Infra.Constructs;

/// <summary>What <see cref="HubMachines"/> are made of.</summary>
/// <param name="Names">The platform's names.</param>
/// <param name="Arns">The ARNs of the hub's account and region.</param>
/// <param name="Functions">The functions that they call.</param>
/// <param name="Bus">The hub's bus, which takes their orders.</param>
internal sealed record HubMachinesProps(PlatformNames Names, Arns Arns, HubFunctions Functions, IEventBus Bus);

/// <summary>The hub's machines.</summary>
internal sealed class HubMachines : Construct
{
    private readonly HubMachinesProps props;

    /// <summary>Makes them.</summary>
    public HubMachines(Construct scope, string id, HubMachinesProps props) : base(scope, id)
    {
        this.props = props;
        var (names, functions) = (props.Names, props.Functions);
        Sweep = new(this, "Sweep", Coordinator(names.SweepMachine));
        Queue = new(this, "Queue", Coordinator(names.QueueMachine));
        Reap = new(this, "Reap", new(names.ReapMachine, functions.Reap.Function, props.Bus));
        Ask = new(this, "Ask", new(names.AskMachine, functions.Check.Function, props.Bus));
        Wish = new(this, "Wish", new(names.WishMachine, names.Deployment, props.Bus));
        Intent = new(this, "Intent", new(names.IntentMachine, Sweep, Queue, Ask, Wish));
    }

    /// <summary>Coordinates a sweep.</summary>
    public SweepStateMachine Sweep { get; }

    /// <summary>Coordinates a queue.</summary>
    public QueueStateMachine Queue { get; }

    /// <summary>Ends instances that nobody needs.</summary>
    public ReapStateMachine Reap { get; }

    /// <summary>Asks every spoke whether it is there.</summary>
    public AskStateMachine Ask { get; }

    /// <summary>Passes on what an agent wishes for its machine.</summary>
    public WishStateMachine Wish { get; }

    /// <summary>Begins what is wished.</summary>
    public IntentStateMachine Intent { get; }

    /// <summary>All of them, by what their alarms are called.</summary>
    public IReadOnlyDictionary<string, PlatformMachine> All => new SortedDictionary<string, PlatformMachine>(StringComparer.Ordinal)
    {
        ["sweep"] = Sweep,
        ["queue"] = Queue,
        ["reap"] = Reap,
        ["ask"] = Ask,
        ["wish"] = Wish,
        ["intent"] = Intent,
    };

    private CoordinatorProps Coordinator(string name) => new(name, props.Arns.Machine(name), props.Functions.Plan.Function, props.Functions.Finish.Function, props.Bus);
}
