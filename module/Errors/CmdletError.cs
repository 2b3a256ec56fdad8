using System.Management.Automation;

namespace Muster.PowerShell;

/// <summary>An error as a cmdlet reports it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Category">What kind it is of.</param>
/// <param name="Message">What failed for which thing, the value found, what is allowed, what to do.</param>
/// <param name="Target">The thing; null: none.</param>
/// <param name="Cause">The exception; null: none.</param>
internal sealed record CmdletError(ErrorId Id, ErrorCategory Category, string Message, object? Target = null, Exception? Cause = null)
{
    /// <summary>What to do about it; null: the message says it.</summary>
    public string? Cure { get; init; }
}
