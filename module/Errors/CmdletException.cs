namespace Muster.PowerShell;

/// <summary>An error that ends the cmdlet.</summary>
/// <param name="error">The error.</param>
internal sealed class CmdletException(CmdletError error) : Exception(error.Message, error.Cause)
{
    /// <summary>The error.</summary>
    public CmdletError Error { get; } = error;
}
