namespace Muster.Testing.Platform.Patterns;

/// <summary>A pattern that EventBridge would not take.</summary>
/// <param name="message">Where in the pattern, what was found, and what is allowed.</param>
public sealed class PatternException(string message) : Exception(message);
