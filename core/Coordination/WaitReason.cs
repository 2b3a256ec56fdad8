namespace Muster.Coordination;

/// <summary>What something waits for, and when it is tried next (promise 12).</summary>
/// <param name="Cause">The kind of cause.</param>
/// <param name="Text">A sentence for people: which thing, which figure.</param>
/// <param name="NextTry">When it is tried next (UTC); null: as soon as the cause goes away.</param>
public sealed record WaitReason(WaitCause Cause, string Text, DateTimeOffset? NextTry = null);

/// <summary>Why something waits, or ended.</summary>
public enum WaitCause
{
    /// <summary>No capacity: the text names offer and error.</summary>
    Capacity,
    /// <summary>A quota of an account.</summary>
    Quota,
    /// <summary>The budget allows no more.</summary>
    Budget,
    /// <summary>Runs of higher priority have the slots, or those of the same have their turn.</summary>
    Priority,
    /// <summary>Another run must end first.</summary>
    Dependency,
    /// <summary>A failed attempt waits before it is tried again.</summary>
    Backoff,
    /// <summary>All slots of its grant are in use.</summary>
    Grant,
    /// <summary>A worker is being started.</summary>
    Launch,
    /// <summary>Nobody coordinates the run: no engine is alive.</summary>
    Engine,
    /// <summary>It was cancelled.</summary>
    Cancel,
    /// <summary>It is held until somebody releases it.</summary>
    Hold,
    /// <summary>Points failed.</summary>
    Failure,
    /// <summary>The machine cannot run it: the text says what is missing.</summary>
    Machine,
}
