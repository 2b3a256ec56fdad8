using Muster.Coordination;
using Muster.Fleet;
using Muster.Runs;
using Muster.Testing.Stores;
using Muster.Testing.Time;
using Muster.Tests.Conformance;
using Muster.Workers;

namespace Muster.Tests.Core.Coordination;

/// <summary>A worker that nobody launched: it gets a grant, and what it has cost is settled when it has ended.</summary>
public sealed class JoinedWorkerTests
{
    private readonly ManualTime time = new();
    private readonly InMemoryRunStore store = new();
    private readonly RunRecord run = Samples.Run();
    private readonly Coordinator coordinator;

    public JoinedWorkerTests() => coordinator = new(run.Id, "c1", new(store, new Nobody(), time, static _ => false) { JoinedUsdPerHour = 2m }, new());

    [Fact]
    public async Task What_a_joined_worker_cost_is_settled_by_its_age_when_it_has_ended()
    {
        await store.WriteAsync(run);
        var worker = Worker();
        await store.WriteAsync(worker);
        await coordinator.TickAsync();
        Assert.Equal("agent-1", Assert.Single((await store.GetGrantBookAsync(run.Id))!.Grants).Worker);

        await store.WriteAsync(worker with { Version = 2, Phase = WorkerPhase.Ended, Renewals = 2, Age = TimeSpan.FromMinutes(3) });
        await coordinator.TickAsync();

        var book = await store.GetGrantBookAsync(run.Id);
        Assert.Empty(book!.Grants);
        Assert.Equal(0.1m, book.SettledUsd);
    }

    [Fact]
    public async Task A_joined_worker_that_lives_keeps_its_grant()
    {
        await store.WriteAsync(run);
        await store.WriteAsync(Worker());
        await coordinator.TickAsync();
        var book = await store.GetGrantBookAsync(run.Id);

        await coordinator.TickAsync();

        Assert.Equal(book!.Grants, (await store.GetGrantBookAsync(run.Id))!.Grants);
    }

    private WorkerRecord Worker() => new()
    {
        Key = new(run.Id, "agent-1"),
        Version = 1,
        Phase = WorkerPhase.Working,
        Renewals = 1,
        Lease = TimeSpan.FromSeconds(30),
        Instance = "m-1",
        Region = "local",
        Round = 1,
        Slots = 2,
        Age = TimeSpan.FromMinutes(1),
    };

    /// <summary>A provider that has nothing to offer: workers come by themselves.</summary>
    private sealed class Nobody : IProvider
    {
        public Task<IReadOnlyList<Offer>> OffersAsync(RunId run, CancellationToken cancel) => Task.FromResult<IReadOnlyList<Offer>>([]);

        public Task<LaunchAnswer> LaunchAsync(LaunchIntent intent, CancellationToken cancel) => Task.FromResult(LaunchAnswer.Refused("There is nothing to launch."));

        public Task<IReadOnlyDictionary<string, string>> ListAsync(RunId run, CancellationToken cancel) =>
            Task.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string>());
    }
}
