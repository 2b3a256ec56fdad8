namespace Muster.Cli.Platform;

/// <summary>A step of a deployment failed. The message says which, and what to do; what a program said itself stands above it.</summary>
internal sealed class StepFailedException : Exception
{
    /// <summary>An error with its text.</summary>
    public StepFailedException(string message, Exception? cause = null) : base(message, cause) { }
}
