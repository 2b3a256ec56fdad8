namespace Muster.Aws.Blobs;

/// <summary>S3 answered, and trying again as it is will not help: no such bucket, no right, wrong credentials, bytes that do not match.</summary>
public sealed class S3ProblemException : Exception
{
    /// <summary>An error with its text and cause.</summary>
    /// <param name="message">Which call, on what, what S3 answered, and what to do.</param>
    /// <param name="cause">What the adapter saw; null when it saw nothing.</param>
    public S3ProblemException(string message, Exception? cause = null) : base(message, cause) { }
}
