using Muster.Stores;

namespace Muster.Testing.Stores;

/// <summary>Records of one kind as bytes, so that nobody shares an object with the store; ordered by key. The owner guards it.</summary>
internal sealed class VersionedTable<TKey, TRecord>(
    IComparer<TKey> order,
    Func<TRecord, TKey> keyOf,
    Func<TRecord, byte[]> write,
    Func<TKey, long, byte[], TRecord> read)
    where TKey : notnull
    where TRecord : class, IVersioned
{
    private readonly SortedDictionary<TKey, (long Version, byte[] Bytes)> rows = new(order);

    public WriteAnswer Write(TRecord next, byte[] bytes)
    {
        var key = keyOf(next);
        var stored = rows.TryGetValue(key, out var row) ? row.Version : 0;
        if (stored != next.Version - 1)
            return WriteAnswer.Refused;
        rows[key] = (next.Version, bytes);
        return WriteAnswer.Written;
    }

    public void RemoveWhere(Func<TKey, bool> unwanted)
    {
        foreach (var key in rows.Keys.Where(unwanted).ToList())
            rows.Remove(key);
    }

    public byte[] BytesOf(TRecord record) => write(record);

    public TRecord? Find(TKey key) => rows.TryGetValue(key, out var row) ? read(key, row.Version, row.Bytes) : null;

    public IEnumerable<TRecord> Where(Func<TKey, bool> wanted) =>
        rows.Where(row => wanted(row.Key)).Select(row => read(row.Key, row.Value.Version, row.Value.Bytes));
}
