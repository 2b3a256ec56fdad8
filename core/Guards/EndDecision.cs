using Muster.Fleet;
using Muster.Sweeps;

namespace Muster.Guards;

/// <summary>What becomes of an agent, and of its machine, once its work is over. Nothing here ends a machine: a wish is recorded, and whoever owns machines carries it out.</summary>
public sealed record EndDecision
{
    private EndDecision(string reason, MachineIntent? intent, bool isRefused) => (Reason, Intent, IsRefused) = (reason, intent, isRefused);

    /// <summary>What happens and why, in sentences.</summary>
    public string Reason { get; }

    /// <summary>What is wished for the machine, to be recorded before the agent ends; null: nothing.</summary>
    public MachineIntent? Intent { get; }

    /// <summary>Whether an end of the machine was asked for and is refused: the agent ends alone.</summary>
    public bool IsRefused { get; }

    /// <summary>Decides for an agent whose work is over: every verdict ends the agent.</summary>
    /// <param name="spec">What was asked.</param>
    /// <param name="verdict">Why its work ended.</param>
    /// <param name="machine">Who asks, and for which machine.</param>
    /// <param name="now">The time (UTC).</param>
    public static EndDecision For(GuardSpec spec, GuardVerdict verdict, AgentMachine machine, DateTimeOffset now)
    {
        // Who interrupts an agent decides about its machine, too.
        if (!spec.EndsMachine || verdict.Cause == GuardCause.Interruption)
            return new($"The agent ends. {verdict.Reason}", null, isRefused: false);
        var wish = GuardText.Name(spec.OnComplete);
        if (!spec.OwnsMachine)
            return new($"The agent ends alone: --on-complete {wish} is refused, as it was not told that it owns its machine (--owns-machine). {verdict.Reason}", null, isRefused: true);
        if (machine.Instance is null)
            return new($"The agent ends alone: --on-complete {wish} is refused, as nobody says which instance its machine is. {verdict.Reason}", null, isRefused: true);
        var intent = new MachineIntent { Instance = machine.Instance, Wish = WishOf(spec.OnComplete), Reason = verdict.Reason, AskedAt = now, Agent = machine.Agent };
        return new($"The agent ends and asks to {wish} its machine {machine.Instance}. {verdict.Reason}", intent, isRefused: false);
    }

    private static MachineWish WishOf(OnComplete wish) => wish switch
    {
        OnComplete.Stop => MachineWish.Stop,
        OnComplete.Terminate => MachineWish.Terminate,
        OnComplete.Hibernate => MachineWish.Hibernate,
        _ => throw new ArgumentOutOfRangeException(nameof(wish), wish, "It concerns no machine."),
    };
}

/// <summary>An agent and its machine.</summary>
/// <param name="Agent">The agent's name.</param>
/// <param name="Instance">The machine's id at its provider; null: unknown.</param>
public readonly record struct AgentMachine(string Agent, string? Instance);
