using Muster.Grants;
using Muster.Local.Store.Sqlite;
using Muster.Runs;
using Muster.Stores;

namespace Muster.Local.Store.Tables;

/// <summary>One grant book per run.</summary>
internal static class GrantTable
{
    private const string Insert = "INSERT INTO grants (version, record, run) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";

    private const string Update = "UPDATE grants SET version = ?, record = ? WHERE run = ? AND version = ?";

    public static Func<Database, WriteAnswer> Write(GrantBook next)
    {
        var record = RecordJson.Write(next);
        return database => Conditional.Write(database, next.Version, Insert, Update,
            write => write.With(next.Version).With(record).With(next.Run.Value));
    }

    public static GrantBook? Find(Database database, RunId run)
    {
        using var rows = database.Use("SELECT record FROM grants WHERE run = ?").With(run.Value);
        return StoredJson.ReadOne(database, rows, RecordJson.ReadGrantBook);
    }
}
