using Muster.Chunks;
using Muster.Local.Store.Sqlite;

namespace Muster.Local.Store.Tables;

/// <summary>Hints, changed within the writer's transaction. They are few and short: returned numbers are text such as <c>3,7</c>.</summary>
internal static class HintTable
{
    private const string Put = """
        INSERT INTO hints (run, round, pool, cursor, returned) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET cursor = excluded.cursor, returned = excluded.returned
        """;

    public static ClaimHints Find(Database database, PoolKey pool)
    {
        using var rows = database.Use("SELECT cursor, returned FROM hints WHERE run = ? AND round = ? AND pool = ?")
            .With(pool.Run.Value).With(pool.Round).With(pool.Pool);
        return rows.Read() ? new(rows.Number(0), Numbers(rows.Text(1)!)) : ClaimHints.None;
    }

    public static IReadOnlyList<long> Take(Database database, PoolKey pool, int most, long chunkCount)
    {
        var (left, taken) = Find(database, pool).Take(most, chunkCount);
        if (taken.Count > 0)
            Write(database, pool, left);
        return taken;
    }

    public static bool Add(Database database, PoolKey pool, IReadOnlyList<long> numbers)
    {
        Write(database, pool, Find(database, pool).Add(numbers));
        return true;
    }

    private static void Write(Database database, PoolKey pool, ClaimHints hints)
    {
        using var write = database.Use(Put).With(pool.Run.Value).With(pool.Round).With(pool.Pool)
            .With(hints.Cursor).With(string.Join(',', hints.Returned));
        write.Run();
    }

    private static long[] Numbers(string text) => text.Length == 0 ? [] : [.. text.Split(',').Select(long.Parse)];
}
