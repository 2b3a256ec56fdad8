using Muster.Runs;
using Muster.Workers;

namespace Muster.Fleet;

/// <summary>
/// Whether a listed instance is terminated (promise 9): only if it carries this deployment's tag and the origin "launched", is older than the
/// grace period, and has no live intent. An intent is live while it is open, or joined by a worker that works for a run that has not ended; a
/// machine that was stopped keeps it until its run ends, because it may go on. Everything else is left alone. Pure.
/// </summary>
public sealed record ReapDecision
{
    private ReapDecision(bool terminates, string why) => (Terminates, Why) = (terminates, why);

    /// <summary>Whether it is terminated.</summary>
    public bool Terminates { get; }

    /// <summary>Why, or why not, for people.</summary>
    public string Why { get; }

    /// <summary>Decides.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="facts">What is known of it.</param>
    /// <param name="policy">Whose it has to be, and how old.</param>
    /// <param name="now">The time (UTC).</param>
    public static ReapDecision For(ListedInstance instance, ListedFacts facts, ReapPolicy policy, DateTimeOffset now)
    {
        if (!instance.Exists)
            return Keep($"It is {instance.State}.");
        if (instance.Tags.GetValueOrDefault(policy.DeploymentTag) != policy.Deployment)
            return Keep("It is not of this deployment.");
        if (instance.Tags.GetValueOrDefault(policy.OriginTag) != policy.Launched)
            return Keep("Muster did not launch it.");
        if (now - instance.LaunchedAt < policy.Grace)
            return Keep("It is young.");
        return facts.Intent switch
        {
            null when facts.FleetIsOpen => Keep("Its fleet waits for an answer."),
            null => Terminate("No intent is known for it."),
            { IsOpen: true } => Keep("Its intent is open."),
            { State: IntentState.Failed } intent => Terminate($"Its intent {intent.Key} failed: {intent.Reason}"),
            { State: IntentState.Joined } intent => OfJoined(instance, intent, facts),
            { } intent => throw new ArgumentOutOfRangeException(nameof(facts), intent.State, "An unknown intent state."),
        };
    }

    private static ReapDecision OfJoined(ListedInstance instance, LaunchIntent intent, ListedFacts facts) => facts switch
    {
        { Run: null } => Terminate($"Its run {intent.Key.Run} is gone."),
        { Run: { } run } when run.HasEnded => Terminate($"Its run {run.Id} is {run.State}."),
        _ when !instance.Runs => Keep("It is stopped, and its run has not ended."),
        { Worker.Phase: WorkerPhase.Working } => Keep("Its worker works."),
        { Worker: { } worker } => Terminate($"Its worker {intent.Key.Token} is {worker.Phase}."),
        _ => Terminate($"Its worker {intent.Key.Token} is gone."),
    };

    private static ReapDecision Keep(string why) => new(terminates: false, why);

    private static ReapDecision Terminate(string why) => new(terminates: true, why);
}

/// <summary>What the reaper goes by.</summary>
/// <param name="Deployment">The deployment's name.</param>
/// <param name="Grace">How old an instance must be at least.</param>
/// <param name="DeploymentTag">The tag that names its deployment.</param>
/// <param name="OriginTag">The tag that says how it came to be.</param>
/// <param name="Launched">That tag's value for what Muster launched.</param>
public sealed record ReapPolicy(string Deployment, TimeSpan Grace, string DeploymentTag, string OriginTag, string Launched);
