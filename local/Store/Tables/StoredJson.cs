using Muster.Local.Store.Sqlite;

namespace Muster.Local.Store.Tables;

/// <summary>Records as JSON in a column.</summary>
internal static class StoredJson
{
    /// <summary>The records in the first column of a query's rows.</summary>
    public static IReadOnlyList<T> ReadAll<T>(Database database, Statement rows, Func<ReadOnlySpan<byte>, T> read)
    {
        var records = new List<T>();
        while (rows.Read())
            records.Add(Parse(database, rows, read));
        return records;
    }

    /// <summary>The record in the first column of a query's first row; null when it has no row.</summary>
    public static T? ReadOne<T>(Database database, Statement rows, Func<ReadOnlySpan<byte>, T> read)
        where T : class =>
        rows.Read() ? Parse(database, rows, read) : null;

    private static T Parse<T>(Database database, Statement row, Func<ReadOnlySpan<byte>, T> read)
    {
        try
        {
            return read(row.Bytes(0));
        }
        catch (InvalidDataException error)
        {
            throw StoreProblemException.Damaged(database.Path, error.Message.TrimEnd('.'), error);
        }
    }
}
