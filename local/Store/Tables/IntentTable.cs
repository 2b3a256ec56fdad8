using Muster.Fleet;
using Muster.Local.Store.Sqlite;
using Muster.Runs;
using Muster.Stores;

namespace Muster.Local.Store.Tables;

/// <summary>Launch intents by run.</summary>
internal static class IntentTable
{
    private const string Insert = "INSERT INTO intents (version, is_open, record, run, token) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";

    private const string Update = "UPDATE intents SET version = ?, is_open = ?, record = ? WHERE run = ? AND token = ? AND version = ?";

    public static Func<Database, WriteAnswer> Write(LaunchIntent next)
    {
        var record = RecordJson.Write(next);
        return database => Conditional.Write(database, next.Version, Insert, Update, write => write
            .With(next.Version).With(next.IsOpen ? 1 : 0).With(record).With(next.Key.Run.Value).With(next.Key.Token));
    }

    public static LaunchIntent? Find(Database database, IntentKey key)
    {
        using var rows = database.Use("SELECT record FROM intents WHERE run = ? AND token = ?").With(key.Run.Value).With(key.Token);
        return StoredJson.ReadOne(database, rows, RecordJson.ReadIntent);
    }

    public static IReadOnlyList<LaunchIntent> ListOpen(Database database, RunId run)
    {
        using var rows = database.Use("SELECT record FROM intents WHERE run = ? AND is_open = 1 ORDER BY token").With(run.Value);
        return StoredJson.ReadAll(database, rows, RecordJson.ReadIntent);
    }
}
