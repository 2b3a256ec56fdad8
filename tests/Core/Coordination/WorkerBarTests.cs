using Muster.Coordination;
using Muster.Stores;
using Muster.Testing.Stores;
using Muster.Tests.Conformance;
using Muster.Workers;

namespace Muster.Tests.Core.Coordination;

public class WorkerBarTests
{
    private readonly InMemoryRunStore store = new();

    [Fact]
    public async Task A_place_that_is_taken_stays_taken()
    {
        Assert.True(await WorkerBar.PutAsync(store, Samples.Intent()));
        Assert.True(await WorkerBar.PutAsync(store, Samples.Intent()));

        Assert.Equal(WriteAnswer.Refused, await store.WriteAsync(Samples.Worker()));
    }

    [Theory]
    [InlineData(WorkerPhase.Working)]
    [InlineData(WorkerPhase.Ended)]
    public async Task A_worker_that_came_before_keeps_its_place(WorkerPhase phase)
    {
        await store.WriteAsync(Samples.Worker(phase: phase));

        Assert.False(await WorkerBar.PutAsync(store, Samples.Intent()));
    }
}
