namespace Muster.Cli;

/// <summary>The command was used wrongly; nothing was done.</summary>
public sealed class UsageException : Exception
{
    /// <summary>An error with its text.</summary>
    /// <param name="message">What is wrong, what is allowed, what to do.</param>
    public UsageException(string message) : base(message) { }
}
