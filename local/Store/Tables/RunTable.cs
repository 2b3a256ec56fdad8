using Muster.Local.Store.Sqlite;
using Muster.Runs;
using Muster.Stores;

namespace Muster.Local.Store.Tables;

/// <summary>Runs: the whole record as JSON, and the columns that are searched.</summary>
internal static class RunTable
{
    private const string Insert = """
        INSERT INTO runs (version, name, state, priority, created_at, wants_work, record, id)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
        """;

    private const string Update = """
        UPDATE runs SET version = ?, name = ?, state = ?, priority = ?, created_at = ?, wants_work = ?, record = ?
        WHERE id = ? AND version = ?
        """;

    public static Func<Database, WriteAnswer> Write(RunRecord next)
    {
        var record = RecordJson.Write(next);
        return database => Conditional.Write(database, next.Version, Insert, Update, write => write
            .With(next.Version).With(next.Name).With(next.State.ToString()).With((long)next.Priority)
            .With(next.CreatedAt.UtcTicks).With(next.WantsWork ? 1 : 0).With(record).With(next.Id.Value));
    }

    public static RunRecord? Find(Database database, RunId id)
    {
        using var rows = database.Use("SELECT record FROM runs WHERE id = ?").With(id.Value);
        return StoredJson.ReadOne(database, rows, RecordJson.ReadRun);
    }

    public static IReadOnlyList<RunRecord> List(Database database, RunQuery query)
    {
        // Only the conditions that are asked for, so that each query finds its index.
        var sql = "SELECT record FROM runs WHERE created_at < ?"
            + (query.IdPrefix is null ? "" : " AND id >= ? AND id < ? || char(0x10ffff)")
            + (query.Name is null ? "" : " AND name = ?")
            + (query.State is null ? "" : " AND state = ?")
            + " ORDER BY created_at DESC, id LIMIT ?";
        using var rows = database.Use(sql).With(query.Before?.UtcTicks ?? long.MaxValue);
        if (query.IdPrefix is { } prefix)
            rows.With(prefix).With(prefix);
        if (query.Name is { } name)
            rows.With(name);
        if (query.State is { } state)
            rows.With(state.ToString());
        return StoredJson.ReadAll(database, rows.With(query.Most), RecordJson.ReadRun);
    }

    public static IReadOnlyList<RunRecord> ListWantingWork(Database database, int most)
    {
        using var rows = database.Use("SELECT record FROM runs WHERE wants_work = 1 ORDER BY priority, created_at, id LIMIT ?").With(most);
        return StoredJson.ReadAll(database, rows, RecordJson.ReadRun);
    }
}
