using Muster.Local.Store.Sqlite;
using Muster.Runs;
using Muster.Stores;

namespace Muster.Local.Store.Tables;

/// <summary>Removes a run's rows: its chunks some at a time, so that nobody waits long for the writer; the rest in one transaction.</summary>
internal static class Removal
{
    /// <summary>Most chunks in one go.</summary>
    public const int ChunksAtOnce = 512;

    private const string Chunks = "DELETE FROM chunks WHERE rowid IN (SELECT rowid FROM chunks WHERE run = ? LIMIT ?)";

    private static readonly string[] s_rest =
    [
        "DELETE FROM hints WHERE run = ?", "DELETE FROM workers WHERE run = ?", "DELETE FROM intents WHERE run = ?", "DELETE FROM grants WHERE run = ?",
        "DELETE FROM runs WHERE id = ?",
    ];

    /// <summary>Whether the run's own record is of this version, or not there.</summary>
    public static bool IsOf(Database database, RunRecord run)
    {
        using var rows = database.Use("SELECT version FROM runs WHERE id = ?").With(run.Id.Value);
        return !rows.Read() || rows.Number(0) == run.Version;
    }

    /// <summary>Removes some chunks; null: the run's own record is of another version.</summary>
    /// <returns>How many.</returns>
    public static int? RemoveChunks(Database database, RunRecord run)
    {
        if (!IsOf(database, run))
            return null;
        using var delete = database.Use(Chunks).With(run.Id.Value).With(ChunksAtOnce);
        return delete.Run();
    }

    /// <summary>Removes all that is left, the run's own record last.</summary>
    public static WriteAnswer RemoveRest(Database database, RunRecord run)
    {
        if (!IsOf(database, run))
            return WriteAnswer.Refused;
        foreach (var sql in s_rest)
        {
            using var delete = database.Use(sql).With(run.Id.Value);
            delete.Run();
        }

        return WriteAnswer.Written;
    }
}
