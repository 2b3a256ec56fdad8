using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Muster.Local.Store.Sqlite;

namespace Muster.Local.Store.Tables;

/// <summary>Records as JSON in a column.</summary>
internal static class StoredJson
{
    /// <summary>The bytes of a record.</summary>
    public static byte[] Write<T>(T record, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(record, type);

    /// <summary>The records in the first column of a query's rows.</summary>
    public static IReadOnlyList<T> ReadAll<T>(Database database, Statement rows, JsonTypeInfo<T> type)
    {
        var records = new List<T>();
        while (rows.Read())
            records.Add(Parse(database, rows, type));
        return records;
    }

    /// <summary>The record in the first column of a query's first row; null when it has no row.</summary>
    public static T? ReadOne<T>(Database database, Statement rows, JsonTypeInfo<T> type)
        where T : class =>
        rows.Read() ? Parse(database, rows, type) : null;

    private static T Parse<T>(Database database, Statement row, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(row.Bytes(0), type)!;
        }
        catch (JsonException error)
        {
            throw StoreProblemException.Damaged(database.Path, $"a {typeof(T).Name} cannot be read ({error.Message})", error);
        }
    }
}
