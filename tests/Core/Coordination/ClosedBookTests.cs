using System.Reflection;
using Muster.Coordination;
using Muster.Fleet;
using Muster.Grants;
using Muster.Runs;
using Muster.Stores;
using Muster.Testing.Stores;
using Muster.Testing.Time;
using Muster.Tests.Conformance;
using Muster.Workers;

namespace Muster.Tests.Core.Coordination;

/// <summary>What a coordinator granted by a write that was never answered does not come back when the run has ended (promise 4).</summary>
public sealed class ClosedBookTests
{
    private readonly ManualTime time = new();
    private readonly InMemoryRunStore store = new();
    private readonly RunRecord run = Samples.Run();

    [Fact]
    public async Task A_book_that_is_still_on_its_way_when_the_run_ends_is_refused()
    {
        var (late, coordinator) = Coordinate();
        await store.WriteAsync(run);
        await store.WriteAsync(new WorkerRecord
        {
            Key = new(run.Id, "agent-1"), Version = 1, Phase = WorkerPhase.Working, Renewals = 1, Lease = TimeSpan.FromSeconds(30), Instance = "m-1", Region = "local", Round = 1, Slots = 2,
        });
        Assert.NotNull((await coordinator.TickAsync()).Problem);
        Assert.Single(late.Book!.Grants);
        var read = (await store.GetRunAsync(run.Id))!;
        await store.WriteAsync(read with { Version = read.Version + 1, Desired = DesiredState.Cancelled });
        Assert.True((await coordinator.TickAsync()).IsOver);
        Assert.Equal(RunState.Cancelled, (await store.GetRunAsync(run.Id))!.State);

        Assert.Equal(WriteAnswer.Refused, await store.WriteAsync(late.Book));

        Assert.Empty((await store.GetGrantBookAsync(run.Id))!.Grants);
    }

    [Fact]
    public async Task A_book_that_the_last_tick_wrote_is_not_written_once_more()
    {
        var (_, coordinator) = Coordinate();
        await store.WriteAsync(run with { Desired = DesiredState.Cancelled });

        Assert.True((await coordinator.TickAsync()).IsOver);

        Assert.Equal(1, (await store.GetGrantBookAsync(run.Id))!.Version);
    }

    private (LateBook Late, Coordinator Coordinator) Coordinate()
    {
        var over = LateBook.Over(store);
        return ((LateBook)over, new(run.Id, "c1", new(over, new Nobody(), time, static _ => false), new()));
    }

    /// <summary>A store whose first book with grants in it stays on its way.</summary>
    public class LateBook : DispatchProxy
    {
        private IRunStore store = null!;

        /// <summary>The book that is on its way; null: none yet.</summary>
        public GrantBook? Book { get; private set; }

        /// <summary>Before another store.</summary>
        public static IRunStore Over(IRunStore store)
        {
            var late = Create<IRunStore, LateBook>();
            ((LateBook)late).store = store;
            return late;
        }

        /// <inheritdoc />
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            if (Book is not null || args![0] is not GrantBook { Grants.Count: > 0 } book)
                return targetMethod!.Invoke(store, args);
            Book = book;
            return Task.FromException<WriteAnswer>(new StoreUnavailableException("No answer came."));
        }
    }

    /// <summary>A provider that has nothing to offer.</summary>
    private sealed class Nobody : IProvider
    {
        public Task<IReadOnlyList<Offer>> OffersAsync(RunId run, CancellationToken cancel) => Task.FromResult<IReadOnlyList<Offer>>([]);

        public Task<LaunchAnswer> LaunchAsync(LaunchIntent intent, CancellationToken cancel) => Task.FromResult(LaunchAnswer.Refused("There is nothing to launch."));

        public Task<IReadOnlyDictionary<string, string>> ListAsync(RunId run, CancellationToken cancel) =>
            Task.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string>());
    }
}
