using Muster.Local.Store;
using Muster.Tests.Conformance;

namespace Muster.Tests.Local.Store;

public sealed class StoreChangesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly SqliteRunStore store;

    public StoreChangesTests() => store = SqliteRunStore.Open(new(folder.Path));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_write_of_any_instance_is_noticed_once()
    {
        using var other = SqliteRunStore.Open(new(folder.Path));
        using var changes = StoreChanges.Watch(new(folder.Path), TimeProvider.System);
        Assert.False(changes.HasChanged());

        await store.WriteAsync(Samples.Run(), Cancel);
        Assert.True(changes.HasChanged());
        Assert.False(changes.HasChanged());

        await other.WriteAsync(Samples.Run("other"), Cancel);
        Assert.True(changes.HasChanged());
        Assert.False(changes.HasChanged());
    }

    [Fact]
    public async Task A_read_is_no_change()
    {
        using var changes = StoreChanges.Watch(new(folder.Path), TimeProvider.System);

        await store.ListRunsAsync(new(), Cancel);

        Assert.False(changes.HasChanged());
    }

    [Fact]
    public async Task A_wait_ends_with_the_first_write()
    {
        using var changes = StoreChanges.Watch(new(folder.Path), TimeProvider.System);
        var waiting = changes.WaitAsync(TimeSpan.FromMinutes(1), Cancel);

        await store.WriteAsync(Samples.Run(), Cancel);

        Assert.True(await waiting);
    }

    [Fact]
    public async Task A_wait_without_a_write_ends_when_its_time_has_passed()
    {
        using var changes = StoreChanges.Watch(new(folder.Path), TimeProvider.System);

        Assert.False(await changes.WaitAsync(TimeSpan.Zero, Cancel));
        Assert.False(await changes.WaitAsync(TimeSpan.FromMilliseconds(60), Cancel));
    }

    [Fact]
    public async Task A_wait_can_be_cancelled()
    {
        using var changes = StoreChanges.Watch(new(folder.Path), TimeProvider.System);
        using var cancel = new CancellationTokenSource();
        var waiting = changes.WaitAsync(TimeSpan.FromMinutes(1), cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }
}
