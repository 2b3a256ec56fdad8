using Muster.Fleet;
using Muster.Runs;
using Muster.Stores;

namespace Muster.Tests.Agent.Instances;

/// <summary>A platform that hears wishes, and has spokes; nothing else is asked of it.</summary>
internal sealed class RecordedWishes : IFleetStore
{
    public List<PlatformWish> Heard { get; } = [];

    public string? Problem { get; set; }

    public IReadOnlyList<SpokeRecord> Spokes { get; init; } = [];

    public Task WishAsync(PlatformWish wish, CancellationToken cancel = default)
    {
        if (Problem is not null)
            throw new StoreUnavailableException(Problem);
        Heard.Add(wish);
        return Task.CompletedTask;
    }

    public Task<SpokeRecord?> GetSpokeAsync(SpokeKey key, CancellationToken cancel = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<SpokeRecord>> ListSpokesAsync(CancellationToken cancel = default) => Task.FromResult(Spokes);

    public Task<WriteAnswer> WriteAsync(SpokeRecord next, CancellationToken cancel = default) => throw new NotSupportedException();

    public Task<WriteAnswer> RemoveAsync(SpokeRecord spoke, CancellationToken cancel = default) => throw new NotSupportedException();

    public Task<InstanceRecord?> GetInstanceAsync(string id, CancellationToken cancel = default) => throw new NotSupportedException();

    public Task<WriteAnswer> WriteAsync(InstanceRecord next, CancellationToken cancel = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<InstanceRecord>> ListTroubledAsync(RunId run, DateTimeOffset since, CancellationToken cancel = default) => throw new NotSupportedException();
}
