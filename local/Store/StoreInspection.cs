using Muster.Local.Store.Schema;
using Muster.Local.Store.Sqlite;
using Muster.Local.Store.Tables;
using Muster.Runs;
using Muster.Stores;

namespace Muster.Local.Store;

/// <summary>What was seen in a store's file.</summary>
/// <param name="Problem">The first thing that is broken, in SQLite's words; null: all is sound.</param>
/// <param name="SchemaVersion">Its schema version, at most the one that this Muster reads; 0: the file is empty.</param>
public sealed record StoreInspection(string? Problem, long SchemaVersion)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    /// <summary>Looks through the whole file of a store that is there, and changes nothing.</summary>
    /// <param name="directory">The store.</param>
    /// <exception cref="StoreProblemException">The file is no store, is too damaged to be looked through, may not be read, or a newer Muster wrote it.</exception>
    /// <exception cref="Muster.Stores.StoreUnavailableException">The store did not answer.</exception>
    public static StoreInspection Of(StoreDirectory directory) => Read(directory, database =>
    {
        var version = SchemaUpgrade.VersionOf(database);
        if (version > SchemaSql.Steps.Count)
            throw StoreProblemException.Newer(database.Path, version, SchemaSql.Steps.Count);
        using var check = database.Use("PRAGMA quick_check(1)");
        var answer = check.Read() ? check.Text(0) : null;
        return new StoreInspection(answer == "ok" ? null : answer ?? "quick_check gave no answer", version);
    });

    /// <summary>When the newest run was submitted or last written, whichever is later.</summary>
    /// <param name="directory">A store that is there.</param>
    /// <returns>The time; null: there are no runs, or the file is of an older version, which is not read.</returns>
    /// <exception cref="StoreProblemException">As of <see cref="Of"/>.</exception>
    /// <exception cref="Muster.Stores.StoreUnavailableException">The store did not answer.</exception>
    public static DateTimeOffset? NewestRecord(StoreDirectory directory) => Read(directory, database =>
        SchemaUpgrade.VersionOf(database) == SchemaSql.Steps.Count && RunTable.List(database, new() { Most = 1 }) is [var run]
            ? run.UpdatedAt > run.CreatedAt ? run.UpdatedAt : run.CreatedAt
            : (DateTimeOffset?)null);

    /// <summary>Runs of a store that is there, by ascending age; none where the file is of another version. It waits for nobody.</summary>
    /// <param name="directory">A store that is there.</param>
    /// <param name="query">Which runs.</param>
    /// <exception cref="StoreProblemException">As of <see cref="Of"/>.</exception>
    /// <exception cref="Muster.Stores.StoreUnavailableException">The store is busy.</exception>
    public static IReadOnlyList<RunRecord> Runs(StoreDirectory directory, RunQuery query) => Read(
        directory, database => SchemaUpgrade.VersionOf(database) == SchemaSql.Steps.Count ? RunTable.List(database, query) : [], TimeSpan.Zero);

    /// <summary>The runs that are being deleted, newest first, of the newest 1,000 of the store; none where the file is of an older version.</summary>
    /// <param name="directory">A store that is there.</param>
    /// <exception cref="StoreProblemException">As of <see cref="Of"/>.</exception>
    /// <exception cref="Muster.Stores.StoreUnavailableException">The store did not answer.</exception>
    public static IReadOnlyList<RunId> Deleting(StoreDirectory directory) => Read(directory, database =>
        SchemaUpgrade.VersionOf(database) == SchemaSql.Steps.Count
            ? [.. RunTable.List(database, new() { Most = 1000 }).Where(run => run.DeletingSince is not null).Select(run => run.Id)]
            : (IReadOnlyList<RunId>)[]);

    /// <summary>Those of some runs that a store does not have; none where the file is of an older version.</summary>
    /// <param name="directory">A store that is there.</param>
    /// <param name="runs">The runs.</param>
    /// <exception cref="StoreProblemException">As of <see cref="Of"/>.</exception>
    /// <exception cref="Muster.Stores.StoreUnavailableException">The store did not answer.</exception>
    public static IReadOnlyList<RunId> Unknown(StoreDirectory directory, IReadOnlyList<RunId> runs) => Read(directory, database =>
        SchemaUpgrade.VersionOf(database) == SchemaSql.Steps.Count
            ? [.. runs.Where(run => RunTable.Find(database, run) is null)]
            : (IReadOnlyList<RunId>)[]);

    private static T Read<T>(StoreDirectory directory, Func<Database, T> read, TimeSpan? patience = null)
    {
        try
        {
            using var database = Database.OpenToRead(directory.StoreFile, patience ?? s_patience);
            return read(database);
        }
        catch (SqliteException error)
        {
            throw error.Told();
        }
    }
}
