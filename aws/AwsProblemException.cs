using Muster.Stores;

namespace Muster.Aws;

/// <summary>A part of AWS cannot be used as asked, until somebody does something: no credentials, no rights, no such table.</summary>
/// <param name="message">Which call, on what, and what to do.</param>
/// <param name="cause">What the SDK saw.</param>
public sealed class AwsProblemException(string message, Exception? cause = null) : StoreUnusableException(message, cause);
