using Muster.Local.Store.Sqlite;
using Muster.Runs;
using Muster.Stores;
using Muster.Workers;

namespace Muster.Local.Store.Tables;

/// <summary>Workers by run.</summary>
internal static class WorkerTable
{
    private const string Insert = "INSERT INTO workers (version, phase, record, run, worker) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";

    private const string Update = "UPDATE workers SET version = ?, phase = ?, record = ? WHERE run = ? AND worker = ? AND version = ?";

    public static Func<Database, WriteAnswer> Write(WorkerRecord next)
    {
        var record = RecordJson.Write(next);
        return database => Conditional.Write(database, next.Version, Insert, Update, write => write
            .With(next.Version).With(next.Phase.ToString()).With(record).With(next.Key.Run.Value).With(next.Key.Worker));
    }

    public static WorkerRecord? Find(Database database, WorkerKey key)
    {
        using var rows = database.Use("SELECT record FROM workers WHERE run = ? AND worker = ?").With(key.Run.Value).With(key.Worker);
        return StoredJson.ReadOne(database, rows, RecordJson.ReadWorker);
    }

    public static IReadOnlyList<WorkerRecord> ListNotEnded(Database database, RunId run)
    {
        using var rows = database.Use("SELECT record FROM workers WHERE run = ? AND phase <> 'Ended' ORDER BY worker").With(run.Value);
        return StoredJson.ReadAll(database, rows, RecordJson.ReadWorker);
    }
}
