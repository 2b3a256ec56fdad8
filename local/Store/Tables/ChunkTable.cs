using Muster.Chunks;
using Muster.Local.Store.Sqlite;
using Muster.Points;
using Muster.Stores;

namespace Muster.Local.Store.Tables;

/// <summary>Chunks: key, epoch and owner as columns, the lines in the codec's form.</summary>
internal static class ChunkTable
{
    private const string Insert = """
        INSERT INTO chunks (version, epoch, owner, losses, lines, run, round, pool, number)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
        """;

    private const string Update = """
        UPDATE chunks SET version = ?, epoch = ?, owner = ?, losses = ?, lines = ?
        WHERE run = ? AND round = ? AND pool = ? AND number = ? AND version = ?
        """;

    private const string Columns = "SELECT number, version, epoch, owner, losses, lines FROM chunks WHERE run = ? AND round = ? AND pool = ?";

    public static Func<Database, WriteAnswer> Write(ChunkRecord next)
    {
        var lines = ChunkCodec.Encode(next.Entries);
        return database => Conditional.Write(database, next.Version, Insert, Update, write => write
            .With(next.Version).With(next.Epoch).With(next.Owner).With(next.Losses).With(lines)
            .With(next.Key.Run.Value).With(next.Key.Round).With(next.Key.Pool).With(next.Key.Number));
    }

    public static ChunkRecord? Find(Database database, ChunkKey key)
    {
        using var rows = database.Use($"{Columns} AND number = ?").With(key.Run.Value).With(key.Round).With(key.Pool).With(key.Number);
        return rows.Read() ? Read(database, key.PoolKey, rows) : null;
    }

    public static IReadOnlyList<ChunkRecord> List(Database database, PoolKey pool, long first, long last, int most)
    {
        using var rows = database.Use($"{Columns} AND number BETWEEN ? AND ? ORDER BY number LIMIT ?")
            .With(pool.Run.Value).With(pool.Round).With(pool.Pool).With(first).With(last).With(most);
        var chunks = new List<ChunkRecord>();
        while (rows.Read())
            chunks.Add(Read(database, pool, rows));
        return chunks;
    }

    private static ChunkRecord Read(Database database, PoolKey pool, Statement row)
    {
        var key = pool.Chunk(row.Number(0));
        return new()
        {
            Key = key,
            Version = row.Number(1),
            Epoch = row.Number(2),
            Owner = row.Text(3),
            Losses = (int)row.Number(4),
            Entries = Lines(database, key, row.Bytes(5)),
        };
    }

    private static IReadOnlyList<PointEntry> Lines(Database database, ChunkKey key, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return ChunkCodec.Decode(bytes.ToArray());
        }
        catch (InvalidDataException error)
        {
            throw StoreProblemException.Damaged(database.Path, $"the chunk {key} cannot be read ({error.Message})", error);
        }
    }
}
