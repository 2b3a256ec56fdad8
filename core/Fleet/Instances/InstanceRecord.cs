using Muster.Runs;
using Muster.Stores;

namespace Muster.Fleet;

/// <summary>
/// What is known of an instance. It is written by whoever hears of it first: an event may come before the answer to the launch.
/// </summary>
public sealed record InstanceRecord : IVersioned
{
    /// <summary>The provider's id, such as <c>i-0abc</c>; the key.</summary>
    public required string Id { get; init; }

    /// <inheritdoc />
    public required long Version { get; init; }

    /// <summary>Where it is.</summary>
    public required SpokeKey Spoke { get; init; }

    /// <summary>Its state, as heard last.</summary>
    public required InstanceState State { get; init; }

    /// <summary>The run it was launched for; null: not known yet.</summary>
    public RunId? Run { get; init; }

    /// <summary>The intent that launched it, which is also its worker; null: not known yet, or none.</summary>
    public string? Token { get; init; }

    /// <summary>Its type; null: not known yet.</summary>
    public string? InstanceType { get; init; }

    /// <summary>Its availability zone; null: not known.</summary>
    public string? Zone { get; init; }

    /// <summary>Whether it is a spot instance; null: not known.</summary>
    public bool? Spot { get; init; }

    /// <summary>When the last change of its state happened, by the clock of whoever told it (UTC); of an instance that only runs: a time before its launch.</summary>
    public required DateTimeOffset HeardAt { get; init; }

    /// <summary>Whether it does not simply run, and, if it is gone for good, that was heard at a time or later.</summary>
    public bool IsTroubled(DateTimeOffset since) => State == InstanceState.Terminated ? HeardAt >= since : State != InstanceState.Running;
}

/// <summary>
/// An instance's state. A later one in this list is never followed by an earlier one, whatever the order of events,
/// but for <see cref="Stopped"/>, after which it may run again.
/// </summary>
public enum InstanceState
{
    /// <summary>It was launched, and runs or soon will.</summary>
    Running,
    /// <summary>It is likely to be taken back: a replacement may start early.</summary>
    Leaving,
    /// <summary>It is taken back within minutes.</summary>
    Interrupted,
    /// <summary>It is stopped or hibernates, and may run again.</summary>
    Stopped,
    /// <summary>It is gone for good.</summary>
    Terminated,
}
