namespace Muster.Stores;

/// <summary>A store cannot be used until somebody does something: it is damaged, missing, newer, or not allowed. Asking again does not help.</summary>
public abstract class StoreUnusableException : Exception
{
    /// <summary>An error with its text and cause.</summary>
    /// <param name="message">Which store, what is wrong, and what to do.</param>
    /// <param name="cause">What the adapter saw; null when it saw nothing.</param>
    protected StoreUnusableException(string message, Exception? cause = null) : base(message, cause) { }
}
