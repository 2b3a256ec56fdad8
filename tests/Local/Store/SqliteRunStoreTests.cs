using Muster.Local.Store;
using Muster.Stores;
using Muster.Tests.Conformance;

namespace Muster.Tests.Local.Store;

public sealed class SqliteRunStoreTests : RunStoreConformance, IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly SqliteRunStore store;
    private readonly SqliteRunStore another;

    public SqliteRunStoreTests()
    {
        store = SqliteRunStore.Open(new(folder.At("store")));
        another = SqliteRunStore.Open(new(folder.At("store")));
    }

    protected override IRunStore Store => store;

    protected override IRunStore Another => another;

    public void Dispose()
    {
        store.Dispose();
        another.Dispose();
        folder.Dispose();
    }
}
