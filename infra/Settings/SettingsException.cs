namespace Muster.Infra.Settings;

/// <summary>The context of <c>cdk.json</c> is not what it has to be. The message says where, what was found, and what is allowed.</summary>
internal sealed class SettingsException : Exception
{
    /// <summary>An error with its text.</summary>
    public SettingsException(string message) : base(message) { }
}
