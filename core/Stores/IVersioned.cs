namespace Muster.Stores;

/// <summary>A record that is written whole, under the condition that nobody wrote it in between.</summary>
public interface IVersioned
{
    /// <summary>
    /// 1 for a new record, then one more with each write. A store accepts version n only over version n − 1
    /// (version 1 only where there is no record), so a repeated or late write is refused.
    /// </summary>
    long Version { get; }
}

/// <summary>A store's answer to a conditional write. No answer at all is a <see cref="StoreUnavailableException"/>: then the write may have happened, and reading back settles it.</summary>
public enum WriteAnswer
{
    /// <summary>The record is durable.</summary>
    Written,
    /// <summary>The condition did not hold; nothing was written.</summary>
    Refused,
}

/// <summary>The store did not answer: whether a write happened is unknown until it is read back.</summary>
public class StoreUnavailableException : Exception
{
    /// <summary>An error with its text and cause.</summary>
    /// <param name="message">Which call, on what, and what to do.</param>
    /// <param name="cause">What the adapter saw; null when it saw nothing.</param>
    public StoreUnavailableException(string message, Exception? cause = null) : base(message, cause) { }
}

/// <summary>The store's disk is full. What was asked for was not written; what was answered before is safe, and the store goes on when there is room.</summary>
public sealed class StoreFullException : StoreUnavailableException
{
    /// <summary>An error with its text and cause.</summary>
    /// <param name="message">What could not be written, where, and what to do.</param>
    /// <param name="cause">What the adapter saw; null when it saw nothing.</param>
    public StoreFullException(string message, Exception? cause = null) : base(message, cause) { }
}
