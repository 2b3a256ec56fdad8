namespace Muster.Aws.Contracts;

/// <summary>The names of what a deployment's platform consists of. Whoever deploys it, speaks to it or tests it takes them from here.</summary>
/// <param name="Deployment">The deployment's name, as in <see cref="TableNames"/>.</param>
public sealed record PlatformNames(string Deployment)
{
    /// <summary>The hub's event bus.</summary>
    public string HubBus => Of("hub");

    /// <summary>A spoke's event bus, in its account and region.</summary>
    public string SpokeBus => Of("spoke");

    /// <summary>The hub's state machine that the pipe starts with each wish, and that starts the others.</summary>
    public string IntentMachine => Of("intent");

    /// <summary>The hub's state machine that coordinates a sweep.</summary>
    public string SweepMachine => Of("sweep");

    /// <summary>The hub's state machine that coordinates a queue: a run of one point.</summary>
    public string QueueMachine => Of("queue");

    /// <summary>The hub's state machine that asks for listings and judges their pages.</summary>
    public string ReapMachine => Of("reap");

    /// <summary>The hub's state machine that asks a spoke whether it is there.</summary>
    public string AskMachine => Of("ask");

    /// <summary>The hub's state machine that passes on an agent's wish for its machine.</summary>
    public string WishMachine => Of("wish");

    /// <summary>A spoke's state machine that launches a fleet.</summary>
    public string LaunchMachine => Of("launch");

    /// <summary>A spoke's state machine that lists instances.</summary>
    public string ListMachine => Of("list");

    /// <summary>A spoke's state machine that terminates, stops or hibernates instances.</summary>
    public string ActMachine => Of("act");

    /// <summary>A spoke's state machine that tells what there is: types, offerings, spot prices, itself.</summary>
    public string CatalogueMachine => Of("catalogue");

    /// <summary>A spoke's state machine that answers a check.</summary>
    public string CheckMachine => Of("check");

    /// <summary>The role that agents assume in the hub's account.</summary>
    public string AgentRole => Of("agent");

    /// <summary>The policy for those who submit runs, in the hub's account.</summary>
    public string ClientPolicy => Of("client");

    /// <summary>The role of a spoke's instances, which may only assume <see cref="AgentRole"/>. Roles know no regions, so it names its own.</summary>
    public string InstanceRole(string region) => Of($"instance-{region}");

    /// <summary>A function, by its handler's name in lower case with hyphens, such as <c>record-launch</c>.</summary>
    public string Function(string handler) => Of(handler);

    /// <summary>The hub's stack.</summary>
    public string HubStack => Of("hub");

    /// <summary>A spoke's stack.</summary>
    public string SpokeStack(string account, string region) => Of($"spoke-{account}-{region}");

    /// <summary>The ARN of <see cref="AgentRole"/>.</summary>
    /// <param name="account">The hub's account.</param>
    public string AgentRoleArn(string account) => $"arn:aws:iam::{account}:role/{AgentRole}";

    /// <summary>What roles that cross accounts ask for: not a secret, but what tells this deployment's agents from others'.</summary>
    /// <param name="account">The hub's account.</param>
    public string ExternalId(string account) => Of(account);

    private string Of(string part) => $"muster-{Deployment}-{part}";
}

/// <summary>The handlers of the function binary, by the value of the variable <see cref="Variable"/>.</summary>
public static class PlatformHandlers
{
    /// <summary>The variable that tells a function which handler it is.</summary>
    public const string Variable = "MUSTER_HANDLER";

    /// <summary>One tick of a run's coordinator; with <c>restart</c>, starts those that are missing.</summary>
    public const string Plan = "plan";

    /// <summary>Records what came of a fleet.</summary>
    public const string RecordLaunch = "record-launch";

    /// <summary>Records what happened to an instance.</summary>
    public const string OnInstanceEvent = "on-instance-event";

    /// <summary>Asks for listings, and judges their pages.</summary>
    public const string Reap = "reap";

    /// <summary>Ends what a run left, or records why its machine failed.</summary>
    public const string Finish = "finish";

    /// <summary>Takes what spokes tell: catalogue pages and answers to checks; and sends checks.</summary>
    public const string Check = "check";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Plan, RecordLaunch, OnInstanceEvent, Reap, Finish, Check];
}
