namespace Muster.Cli.Stores;

/// <summary>Tells a place where a store may still come from one where none can be, or where nobody can see whether there is one.</summary>
internal static class MissingStore
{
    private const string Advice = $"Name a directory with --store or {StoreAddress.Variable}.";

    /// <summary>Makes sure that no store is there, which is not so where a file stands in the way or the system refuses to look.</summary>
    /// <param name="address">A store on this machine that was not found.</param>
    /// <exception cref="NoStoreException">It is no directory and cannot become one, or it cannot be looked into.</exception>
    public static void Check(StoreAddress address)
    {
        var path = address.Directory.Root;
        for (var part = path; part is not null; part = Path.GetDirectoryName(part))
        {
            if (File.Exists(part))
                throw new NoStoreException($"There is no store in {path}: {(part == path ? "it" : part)} is a file, not a directory. {Advice}");
        }

        try
        {
            File.GetAttributes(address.Directory.StoreFile);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            // Nothing is there, as the store's opener found.
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new NoStoreException($"The store {path} cannot be looked into: {error.Message.TrimEnd('.')}. {Advice}");
        }
    }
}
