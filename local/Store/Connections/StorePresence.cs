namespace Muster.Local.Store.Connections;

/// <summary>
/// Notices that a store's file was deleted or moved away while it is in use. SQLite goes on with a file that is open: without this, a
/// process would read and write for ever what nobody else finds. A store that is gone stays so, whatever is made in its place.
/// </summary>
/// <param name="path">The file, which was there.</param>
internal sealed class StorePresence(string path)
{
    private volatile StoreProblemException? gone;

    /// <summary>Why the store is not there any more; null: it is there, or nobody can tell.</summary>
    public StoreProblemException? Problem => gone ??= IsMissing() ? StoreProblemException.Gone(path) : null;

    private bool IsMissing()
    {
        try
        {
            File.GetAttributes(path);
            return false;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false; // what could not be looked at is not known to be gone
        }
    }
}
