using Muster.Offers;

namespace Muster.Fleet;

/// <summary>
/// What follows for a fleet's intents from what a spoke told of it. Pure, and the same however often and in whatever order it is told: an intent
/// that is settled stays as it is, an instance that has an intent keeps it.
/// <code>
/// told                         intents without an instance
/// an answer                    Launched, in their order; those left over Failed, with the provider's reason
/// too many calls, no answer    as they are: the same token is sent again
/// token of another request     as they are: only a listing tells
/// an error in an answer        Failed, with the provider's reason
/// a failed call                Failed, with the provider's reason; such a call may have bound no token, so the same order, delivered again, may
///                              still launch: its worker's place is taken first
/// refused by the spoke         Failed; an earlier order may have launched it, so its worker's place is taken first
/// </code>
/// </summary>
/// <param name="Steps">The intents that change.</param>
/// <param name="Instances">Every instance that was told of, with its intent; null: more came than there are intents.</param>
public sealed record LaunchRecording(IReadOnlyList<IntentStep> Steps, IReadOnlyList<(FleetInstance Instance, LaunchIntent? Intent)> Instances)
{
    /// <summary>Decides.</summary>
    /// <param name="intents">The fleet's intents as read, in their order.</param>
    /// <param name="outcome">What was told.</param>
    public static LaunchRecording For(IReadOnlyList<LaunchIntent> intents, LaunchOutcome outcome)
    {
        var waiting = new Queue<LaunchIntent>(intents.Where(IsWaiting));
        var (steps, instances) = (new List<IntentStep>(), new List<(FleetInstance, LaunchIntent?)>());
        foreach (var instance in outcome.Instances)
        {
            var owner = intents.FirstOrDefault(intent => intent.Instance == instance.Id);
            if (owner is null && waiting.TryDequeue(out var next))
                steps.Add(new(owner = Next(next) with { State = IntentState.Launched, Instance = instance.Id }, BarsWorker: false));
            instances.Add((instance, owner));
        }

        if (FailureOf(outcome) is { } failure)
            steps.AddRange(waiting.Select(intent => Fail(intent, failure)));
        return new(steps, instances);
    }

    /// <summary>An instance of a fleet was seen that no intent has: the first that waits for an answer has it.</summary>
    /// <param name="intents">The fleet's intents as read, in their order.</param>
    /// <param name="instance">The instance's id.</param>
    /// <returns>The intent's next record; null: none waits.</returns>
    public static IntentStep? Settle(IReadOnlyList<LaunchIntent> intents, string instance) => intents.FirstOrDefault(IsWaiting) is { } intent
        ? new(Next(intent) with { State = IntentState.Launched, Instance = instance }, BarsWorker: false)
        : null;

    /// <summary>Whether an intent waits for an answer.</summary>
    public static bool IsWaiting(LaunchIntent intent) => intent is { Instance: null, State: IntentState.Recorded or IntentState.Unknown };

    private static Failure? FailureOf(LaunchOutcome outcome) => outcome switch
    {
        LaunchOutcome.Answered { Answer.Errors: [] } => new("EC2 launched fewer than were asked for, and did not say why.", Halts: false, MayHaveLaunched: false),
        LaunchOutcome.Answered { Answer.Errors: var errors } => OfErrors(errors),
        LaunchOutcome.CallFailed { Error: { IsAnswer: true, Kind: not LaunchErrorKind.Throttled } error } => OfErrors([error]) with { MayHaveLaunched = true },
        LaunchOutcome.CallFailed => null,
        LaunchOutcome.Refused refused => new(refused.Reason, Halts: false, MayHaveLaunched: true),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "An unknown outcome."),
    };

    /// <summary>The reason of several errors: what trying elsewhere would not mend comes first, then what came first.</summary>
    private static Failure OfErrors(IReadOnlyList<LaunchError> errors)
    {
        var first = errors.FirstOrDefault(error => error.Kind == LaunchErrorKind.Other) ?? errors[0];
        var others = errors.Select(error => error.Code).Where(code => code != first.Code).Distinct().ToList();
        return new(others.Count == 0 ? first.Text : $"{first.Text} (also: {string.Join(", ", others)})", first.Kind == LaunchErrorKind.Other, errors.Any(error => !error.IsAnswer));
    }

    private static IntentStep Fail(LaunchIntent intent, Failure failure) => new(
        Next(intent) with { State = IntentState.Failed, Reason = failure.Reason, Halts = failure.Halts },
        BarsWorker: failure.MayHaveLaunched || intent.Sends > 1 || intent.State == IntentState.Unknown);

    private static LaunchIntent Next(LaunchIntent intent) => intent with { Version = intent.Version + 1 };

    private sealed record Failure(string Reason, bool Halts, bool MayHaveLaunched);
}

/// <summary>An intent's next record.</summary>
/// <param name="Next">The record to write.</param>
/// <param name="BarsWorker">Whether its worker's place must be taken first, because a machine may have come of it.</param>
public sealed record IntentStep(LaunchIntent Next, bool BarsWorker);
