using Muster.Fleet;
using Muster.Runs;
using Muster.Stores;

namespace Muster.Testing.Stores;

/// <summary>The records of a platform in memory, for tests: every rule of the port, nothing durable. Safe to use from many threads at once.</summary>
public sealed class InMemoryFleetStore : IFleetStore
{
    /// <summary>As many as the port lists at most.</summary>
    private const int MostTroubled = 10_000;

    private readonly Lock gate = new();

    private readonly VersionedTable<SpokeKey, SpokeRecord> spokes =
        new(By<SpokeKey>(key => (key.Account, key.Region)), spoke => spoke.Key, RecordJson.Write, (_, _, bytes) => RecordJson.ReadSpoke(bytes));

    private readonly VersionedTable<string, InstanceRecord> instances =
        new(StringComparer.Ordinal, instance => instance.Id, RecordJson.Write, (_, _, bytes) => RecordJson.ReadInstance(bytes));

    private readonly List<PlatformWish> wishes = [];

    /// <summary>What was wished so far, each once, in order.</summary>
    public IReadOnlyList<PlatformWish> Wishes
    {
        get
        {
            lock (gate)
                return [.. wishes];
        }
    }

    /// <summary>All instances, by id.</summary>
    public IReadOnlyList<InstanceRecord> Instances
    {
        get
        {
            lock (gate)
                return [.. instances.Where(_ => true)];
        }
    }

    /// <inheritdoc />
    public Task<SpokeRecord?> GetSpokeAsync(SpokeKey key, CancellationToken cancel = default) => Do(() => spokes.Find(key), cancel);

    /// <inheritdoc />
    public Task<IReadOnlyList<SpokeRecord>> ListSpokesAsync(CancellationToken cancel = default) =>
        Do<IReadOnlyList<SpokeRecord>>(() => [.. spokes.Where(_ => true)], cancel);

    /// <inheritdoc />
    public Task<WriteAnswer> WriteAsync(SpokeRecord next, CancellationToken cancel = default) => Do(() => spokes.Write(next, spokes.BytesOf(next)), cancel);

    /// <inheritdoc />
    public Task<WriteAnswer> RemoveAsync(SpokeRecord spoke, CancellationToken cancel = default) => Do(
        () =>
        {
            if (spokes.Find(spoke.Key) is { } stored && stored.Version != spoke.Version)
                return WriteAnswer.Refused;
            spokes.RemoveWhere(key => key == spoke.Key);
            return WriteAnswer.Written;
        },
        cancel);

    /// <inheritdoc />
    public Task<InstanceRecord?> GetInstanceAsync(string id, CancellationToken cancel = default) => Do(() => instances.Find(id), cancel);

    /// <inheritdoc />
    public Task<WriteAnswer> WriteAsync(InstanceRecord next, CancellationToken cancel = default) => Do(() => instances.Write(next, instances.BytesOf(next)), cancel);

    /// <inheritdoc />
    public Task<IReadOnlyList<InstanceRecord>> ListTroubledAsync(RunId run, DateTimeOffset since, CancellationToken cancel = default) =>
        Do<IReadOnlyList<InstanceRecord>>(() => [.. instances.Where(_ => true).Where(instance => instance.Run == run && instance.IsTroubled(since)).Take(MostTroubled)], cancel);

    /// <inheritdoc />
    public Task WishAsync(PlatformWish wish, CancellationToken cancel = default) => Do(
        () =>
        {
            if (!wishes.Exists(before => before.Key == wish.Key))
                wishes.Add(wish);
            return true;
        },
        cancel);

    private static Comparer<TKey> By<TKey>(Func<TKey, (string, string)> sortKey) => Comparer<TKey>.Create((left, right) =>
    {
        var (one, other) = (sortKey(left), sortKey(right));
        return string.CompareOrdinal(one.Item1, other.Item1) is not 0 and var first ? first : string.CompareOrdinal(one.Item2, other.Item2);
    });

    private Task<T> Do<T>(Func<T> what, CancellationToken cancel)
    {
        if (cancel.IsCancellationRequested)
            return Task.FromCanceled<T>(cancel);
        lock (gate)
            return Task.FromResult(what());
    }
}
