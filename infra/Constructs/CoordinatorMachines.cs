using System.Text.Json.Nodes;
using Amazon.CDK.AWS.Events;
using Amazon.CDK.AWS.Lambda;
using Constructs;
using Muster.Infra.Machines;

namespace Muster.Infra.Constructs;

/// <summary>What a machine that coordinates is made of.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Arn">Its ARN: it starts its own successor.</param>
/// <param name="Plan">The function that plans.</param>
/// <param name="Finish">The function that ends what a run left.</param>
/// <param name="Bus">The hub's bus, which takes its orders.</param>
internal sealed record CoordinatorProps(string Name, string Arn, IFunction Plan, IFunction Finish, IEventBus Bus)
{
    /// <summary>The steps.</summary>
    public CoordinatorSteps Steps => new(Plan.FunctionArn, Finish.FunctionArn, Arn);
}

/// <summary>A machine that coordinates runs.</summary>
internal abstract class CoordinatorMachine : PlatformMachine
{
    /// <summary>Makes it.</summary>
    protected CoordinatorMachine(Construct scope, string id, CoordinatorProps props, Definition definition) : base(scope, id, props.Name, definition)
    {
        MayInvoke(props.Plan, props.Finish);
        MayTell(props.Bus);
        May("states:StartExecution", props.Arn);
    }
}

/// <summary>The machine that coordinates a sweep.</summary>
internal sealed class SweepStateMachine(Construct scope, string id, CoordinatorProps props)
    : CoordinatorMachine(scope, id, props, CoordinatorDefinitions.Sweep(props.Steps));

/// <summary>The machine that coordinates a queue: the simple path of the same.</summary>
internal sealed class QueueStateMachine(Construct scope, string id, CoordinatorProps props)
    : CoordinatorMachine(scope, id, props, CoordinatorDefinitions.Queue(props.Steps));

/// <summary>What a machine that asks a function for orders is made of.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Function">The function.</param>
/// <param name="Bus">The hub's bus, which takes its orders.</param>
internal sealed record AskingProps(string Name, IFunction Function, IEventBus Bus);

/// <summary>A machine that asks a function for orders, and sends them.</summary>
internal abstract class AskingMachine : PlatformMachine
{
    /// <summary>Makes it.</summary>
    protected AskingMachine(Construct scope, string id, AskingProps props, Definition definition) : base(scope, id, props.Name, definition)
    {
        MayInvoke(props.Function);
        MayTell(props.Bus);
    }
}

/// <summary>The machine of the reaper: started by schedule it asks for listings, started with a page it judges that.</summary>
internal sealed class ReapStateMachine(Construct scope, string id, AskingProps props)
    : AskingMachine(scope, id, props, HubDefinitions.AskAndSend("Ends instances that nobody needs: asks for listings, or judges a page of one.", "Ask the reaper", props.Function.FunctionArn));

/// <summary>The machine that asks every spoke whether it is there.</summary>
internal sealed class AskStateMachine(Construct scope, string id, AskingProps props)
    : AskingMachine(scope, id, props, HubDefinitions.AskAndSend("Asks every spoke whether it is there.", "Prepare the check", props.Function.FunctionArn, new JsonObject { ["check.$"] = "$.check" }));

/// <summary>What <see cref="WishStateMachine"/> is made of.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Deployment">The deployment's name.</param>
/// <param name="Bus">The hub's bus, which takes its orders.</param>
internal sealed record WishProps(string Name, string Deployment, IEventBus Bus);

/// <summary>The machine that passes on what an agent wishes for its machine.</summary>
internal sealed class WishStateMachine : PlatformMachine
{
    /// <summary>Makes it.</summary>
    public WishStateMachine(Construct scope, string id, WishProps props)
        : base(scope, id, props.Name, HubDefinitions.Wish(props.Deployment, props.Bus.EventBusName)) => MayTell(props.Bus);
}

/// <summary>What <see cref="IntentStateMachine"/> is made of.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Sweep">What it starts for a sweep.</param>
/// <param name="Queue">What it starts for a queue.</param>
/// <param name="Ask">What it starts for a check.</param>
/// <param name="Wish">What it starts for a machine.</param>
internal sealed record IntentProps(string Name, SweepStateMachine Sweep, QueueStateMachine Queue, AskStateMachine Ask, WishStateMachine Wish)
{
    /// <summary>Its definition.</summary>
    public Definition Definition =>
        new IntentDefinition(Sweep.Machine.StateMachineArn, Queue.Machine.StateMachineArn, Ask.Machine.StateMachineArn, Wish.Machine.StateMachineArn).Build();
}

/// <summary>The machine that a pipe starts with each wish, and that starts what is wished.</summary>
internal sealed class IntentStateMachine : PlatformMachine
{
    /// <summary>Makes it.</summary>
    public IntentStateMachine(Construct scope, string id, IntentProps props) : base(scope, id, props.Name, props.Definition) =>
        May("states:StartExecution", [.. new PlatformMachine[] { props.Sweep, props.Queue, props.Ask, props.Wish }.Select(machine => machine.Machine.StateMachineArn)]);
}
