using System.Security;
using Muster.Guards;

namespace Muster.Agent.Guards;

/// <summary>A completion file on this machine; a folder counts, too.</summary>
/// <param name="path">Absolute path.</param>
public sealed class CompletionFile(string path) : ICompletionFile
{
    /// <inheritdoc />
    public ValueTask<bool?> IsThereAsync(CancellationToken cancel) => new(Offloaded.Run(Look, cancel));

    // File.Exists would say no to what may not be looked at.
    private bool? Look()
    {
        try
        {
            return (int)File.GetAttributes(path) != -1;
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException or SecurityException)
        {
            return null;
        }
    }
}
