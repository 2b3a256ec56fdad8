using Muster.Local.Store.Sqlite;

namespace Muster.Local.Store.Schema;

/// <summary>Brings a store's file to the version that this Muster reads, in one transaction: after a crash it is either the old one or the new one.</summary>
internal static class SchemaUpgrade
{
    /// <summary>The version of a file; 0 when it is empty.</summary>
    public static long VersionOf(Database database)
    {
        if (!HasTables(database))
            return 0;
        using var query = database.Use("SELECT value FROM meta WHERE key = 'schema_version'");
        return query.Read() ? query.Number(0) : throw StoreProblemException.Damaged(database.Path, "its meta table has no schema_version");
    }

    /// <summary>Runs the steps that a file lacks.</summary>
    /// <param name="database">The file.</param>
    /// <param name="steps">The steps to each version, from version 1 on.</param>
    public static void Apply(Database database, IReadOnlyList<string> steps)
    {
        if (RequireKnown(database, steps.Count) == steps.Count)
            return;
        // Rollback journals and WAL cannot be exchanged within a transaction; on a file that has it, this does nothing.
        database.RunUntilFree("PRAGMA journal_mode = WAL");
        database.Run("PRAGMA synchronous = FULL");
        database.Run("BEGIN IMMEDIATE");
        try
        {
            // Another process may have done it while this one waited.
            for (var version = RequireKnown(database, steps.Count); version < steps.Count; version++)
                database.RunScript(steps[(int)version]);
            database.Run($"INSERT INTO meta VALUES ('schema_version', {steps.Count}) ON CONFLICT DO UPDATE SET value = excluded.value");
            database.Run("COMMIT");
        }
        catch
        {
            database.Rollback();
            throw;
        }
    }

    private static long RequireKnown(Database database, int supported) =>
        VersionOf(database) is var found && found > supported ? throw StoreProblemException.Newer(database.Path, found, supported) : found;

    private static bool HasTables(Database database)
    {
        using var query = database.Use("SELECT count(*), sum(name = 'meta') FROM sqlite_master WHERE type = 'table'");
        query.Read();
        if (query.Number(0) > 0 && query.Number(1) == 0)
            throw StoreProblemException.Damaged(database.Path, "it is an SQLite file with other tables");
        return query.Number(0) > 0;
    }
}
