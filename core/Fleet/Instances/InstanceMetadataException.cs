namespace Muster.Fleet;

/// <summary>A machine could not learn of itself.</summary>
/// <param name="message">What was asked, what came, and what to do.</param>
/// <param name="cause">What was seen; null: nothing.</param>
public sealed class InstanceMetadataException(string message, Exception? cause = null) : Exception(message, cause);
