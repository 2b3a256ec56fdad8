using Muster.Runs;
using Muster.Stores;

namespace Muster.Fleet;

/// <summary>An intent's key.</summary>
/// <param name="Run">The run.</param>
/// <param name="Token">The idempotency token, which is also the worker's id.</param>
public readonly record struct IntentKey(RunId Run, string Token)
{
    /// <inheritdoc />
    public override string ToString() => $"{Run}/{Token}";
}

/// <summary>
/// A wish to start one worker, recorded with its grant before the provider is called (promise 6). A new one may also be
/// recorded as Failed at once, to take the place of one that was never recorded.
/// <code>
/// from      to
/// Recorded  Launched, Joined, Failed, Unknown (no answer until "not after")
/// Unknown   Launched, Joined, Failed (only by a listing)
/// Launched  Joined, Failed (its worker never came)
/// </code>
/// </summary>
public sealed record LaunchIntent : IVersioned
{
    /// <summary>The key.</summary>
    public required IntentKey Key { get; init; }

    /// <inheritdoc />
    public required long Version { get; init; }

    /// <summary>Where it stands.</summary>
    public required IntentState State { get; init; }

    /// <summary>The lock's epoch under which it was recorded.</summary>
    public required long LockEpoch { get; init; }

    /// <summary>The round the worker is for.</summary>
    public required int Round { get; init; }

    /// <summary>Slots granted to the worker.</summary>
    public required int Slots { get; init; }

    /// <summary>The region to launch in.</summary>
    public required string Region { get; init; }

    /// <summary>The account to launch in; null: the provider has only one.</summary>
    public string? Account { get; init; }

    /// <summary>The token of the fleet it is launched with: of the first of all intents that are sent together; null: it is sent alone.</summary>
    public string? Fleet { get; init; }

    /// <summary>A provider must not launch after this time (UTC).</summary>
    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>How often it was sent to the provider, or is about to be; 1 or more, default 1. Recorded before each sending.</summary>
    public int Sends { get; init; } = 1;

    /// <summary>The instance; null until launched.</summary>
    public string? Instance { get; init; }

    /// <summary>Why it failed; null unless it did.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether it failed for something that stands in the way of the run's next launches too, wherever they go; default false.</summary>
    public bool Halts { get; init; }

    /// <summary>Whether a worker may still come of it.</summary>
    public bool IsOpen => State is IntentState.Recorded or IntentState.Unknown or IntentState.Launched;
}

/// <summary>Where an intent stands.</summary>
public enum IntentState
{
    /// <summary>Recorded; sent or about to be, always under the same token.</summary>
    Recorded,
    /// <summary>The provider said so; its worker did not appear yet.</summary>
    Launched,
    /// <summary>Its worker appeared.</summary>
    Joined,
    /// <summary>The provider said no, a listing after "not after" did not show it, or its worker never came.</summary>
    Failed,
    /// <summary>No answer came in time; only a listing settles it.</summary>
    Unknown,
}
