namespace Muster.Fleet;

/// <summary>
/// What is known of an instance after something was heard of it. Pure: whatever the order of events and however often they come, the record ends
/// in the same state, because a later state is never followed by an earlier one:
/// <code>
/// Running → Leaving → Interrupted → Stopped → Terminated      forward, by any number of steps
/// Stopped → Running                                           only by what happened after it was stopped
/// </code>
/// What happened before the instance was started again is history, but for its end.
/// </summary>
public static class InstanceChange
{
    /// <summary>The next record of an instance.</summary>
    /// <param name="before">The record as read; null: none.</param>
    /// <param name="heard">What was heard.</param>
    /// <returns>The record to write; null: it tells nothing new.</returns>
    public static InstanceRecord? Next(InstanceRecord? before, InstanceNews heard)
    {
        if (before is null)
        {
            return new()
            {
                Id = heard.Id, Version = 1, Spoke = heard.Spoke, State = heard.State, HeardAt = heard.At,
                Run = heard.Run, Token = heard.Token, InstanceType = heard.InstanceType, Zone = heard.Zone, Spot = heard.Spot,
            };
        }

        var next = before with
        {
            Run = before.Run ?? heard.Run,
            Token = before.Token ?? heard.Token,
            InstanceType = before.InstanceType ?? heard.InstanceType,
            Zone = before.Zone ?? heard.Zone,
            Spot = before.Spot ?? heard.Spot,
        };
        if (Follows(before, heard))
            next = next with { State = heard.State, HeardAt = heard.At > before.HeardAt ? heard.At : before.HeardAt };
        return next == before ? null : next with { Version = before.Version + 1 };
    }

    private static bool Follows(InstanceRecord before, InstanceNews heard) => (before.State, heard.State) switch
    {
        (InstanceState.Terminated, _) => false,
        (_, InstanceState.Terminated) => true,
        (InstanceState.Stopped, InstanceState.Running) => heard.At > before.HeardAt,
        var (from, to) => to > from && heard.At >= before.HeardAt,
    };
}

/// <summary>What was heard of an instance.</summary>
/// <param name="Id">The provider's id.</param>
/// <param name="Spoke">Where it is.</param>
/// <param name="State">Its state.</param>
/// <param name="At">When that was so, by the clock of whoever tells (UTC).</param>
public sealed record InstanceNews(string Id, SpokeKey Spoke, InstanceState State, DateTimeOffset At)
{
    /// <summary>The run it was launched for; null: not told.</summary>
    public Runs.RunId? Run { get; init; }

    /// <summary>The intent that launched it; null: not told.</summary>
    public string? Token { get; init; }

    /// <summary>Its type; null: not told.</summary>
    public string? InstanceType { get; init; }

    /// <summary>Its availability zone; null: not told.</summary>
    public string? Zone { get; init; }

    /// <summary>Whether it is spot; null: not told.</summary>
    public bool? Spot { get; init; }
}
