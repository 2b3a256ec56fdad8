using System.Globalization;
using Muster.Aws.Store;
using Muster.Chunks;
using Muster.Coordination;
using Muster.Fleet;
using Muster.Runs;
using Muster.Sets;
using Muster.Stores;
using Muster.Testing.Simulation.Time;
using Muster.Testing.Virtual;
using Muster.Workers;

namespace Muster.Tests.Aws.Store.Billing;

/// <summary>What a run is made of.</summary>
/// <param name="Points">Points.</param>
/// <param name="Workers">Workers.</param>
/// <param name="Slots">Slots of each.</param>
/// <param name="Duration">How long a point runs; each differs by up to a fifth.</param>
internal sealed record CapacityPlan(long Points, int Workers, int Slots, TimeSpan Duration)
{
    public WorkerPolicy WorkerPolicy { get; init; } = new();

    public CoordinatorPolicy CoordinatorPolicy { get; init; } = new();

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Points:N0} points of {Duration.TotalSeconds} s on {Workers} workers of {Slots} slots, outcomes grouped for {WorkerPolicy.GroupOutcomes.TotalMilliseconds} ms");
}

/// <summary>
/// A run from its submission to its end, in virtual time: the real coordinator and real workers over the real store on
/// DynamoDB, of which only the server is in memory. Nothing goes wrong; a call takes 10 ms.
/// </summary>
internal sealed class CapacityRun : IProvider, IDisposable
{
    private static readonly TimeSpan s_oneWay = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan s_boot = TimeSpan.FromSeconds(20);
    private readonly CapacityPlan plan;
    private readonly SimWorld world = new(1);
    private readonly SimClock clock;
    private readonly MemoryDynamo dynamo;
    private readonly DynamoRunStore store;
    private readonly Coordinator coordinator;
    private readonly Dictionary<string, string> machines = [];

    private CapacityRun(CapacityPlan plan)
    {
        this.plan = plan;
        dynamo = new();
        clock = new(world, 0, TimeSpan.FromHours(1), TimeSpan.Zero);
        Meter = new();
        store = new(dynamo, new("capacity"), "aws://us-east-1/capacity", new() { Chance = world.Chance.Next, Time = clock, Meter = Meter });
        coordinator = new(Run, "coordinator", new(store, this, clock, static _ => false), plan.CoordinatorPolicy);
    }

    public static RunId Run { get; } = RunId.FromToken("capacity");

    public RequestMeter Meter { get; }

    /// <summary>How long the run took, in its own time.</summary>
    public TimeSpan Took => world.Now;

    /// <summary>The record at the end.</summary>
    public RunRecord End { get; private set; } = null!;

    /// <summary>Runs a run to its end.</summary>
    public static CapacityRun Of(CapacityPlan plan)
    {
        // All that is awaited must go on at once and on this thread.
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            var run = new CapacityRun(plan);
            run.Go();
            return run;
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    public Task<IReadOnlyList<Offer>> OffersAsync(RunId run, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<Offer>>([new("us-east-1", plan.Slots, plan.Workers, 0.1m)]);

    public Task<LaunchAnswer> LaunchAsync(LaunchIntent intent, CancellationToken cancel)
    {
        var instance = $"i-0123456789abc{machines.Count:x4}";
        if (machines.TryAdd(intent.Key.Token, instance))
            world.After(s_boot, () => Boot(intent, instance));
        return Task.FromResult(LaunchAnswer.Launched(instance));
    }

    public Task<IReadOnlyDictionary<string, string>> ListAsync(RunId run, CancellationToken cancel) => Task.FromResult<IReadOnlyDictionary<string, string>>(machines);

    public void Dispose() => dynamo.Dispose();

    private void Go()
    {
        var submitted = store.WriteAsync(Submission(plan.Points, clock.GetUtcNow()));
        Assert.Equal(WriteAnswer.Written, submitted.Result);
        world.After(TimeSpan.Zero, () => Tick());
        while (world.Step())
        {
            // Until nobody has anything left to do.
        }

        End = store.GetRunAsync(Run).Result!;
        Assert.Equal((RunState.Complete, plan.Points), (End.State, End.Counts.Succeeded));
    }

    /// <summary>A run as it is submitted.</summary>
    public static RunRecord Submission(long points, DateTimeOffset now) => new()
    {
        Id = Run,
        Version = 1,
        Name = "capacity",
        SpecDigest = new('a', 64),
        SpecUri = $"s3://muster-capacity-123456789012-us-east-1/specs/{new string('a', 64)}.json",
        State = RunState.Ready,
        PointCount = points,
        Round = new(1, [new() { Number = 0, Points = IndexSet.FirstOf(points), Stride = StridePolicy.For(points) }]),
        CreatedAt = now,
        UpdatedAt = now,
    };

    private void Tick()
    {
        var ticking = coordinator.TickAsync();
        Assert.True(ticking.IsCompleted, "The coordinator waits for something that does not come at once.");
        if (!ticking.Result.IsOver)
            world.After(ticking.Result.Wait, Tick);
    }

    private void Boot(LaunchIntent intent, string instance)
    {
        var read = store.GetRunAsync(Run).Result!;
        if (!read.State.IsTerminal())
            _ = new Machine(this, read, intent, instance);
    }

    /// <summary>A worker on its machine.</summary>
    private sealed class Machine : VirtualWorker
    {
        private readonly TimeSpan duration;
        private readonly string output;

        public Machine(CapacityRun run, RunRecord record, LaunchIntent intent, string instance)
            : base(
                new(new(Run, intent.Key.Token), record.Round, new(instance, "us-east-1", run.plan.Slots), static (_, _) => null, run.plan.WorkerPolicy),
                run.store, run.world, run.clock, s_oneWay)
        {
            (duration, output) = (run.plan.Duration, $"s3://muster-capacity-123456789012-us-east-1/runs/{Run}/1/{intent.Key.Token}");
            Begin();
        }

        protected override void Start(StartOrder order)
        {
            var (takes, began) = (About(duration), Clock.GetUtcNow());
            World.After(takes, () => PointEnded(
                order.Point,
                Succeeded(order, began, takes, string.Create(CultureInfo.InvariantCulture, $"{output}/out-{order.Slot}.pack#{order.Point * 137}-{(order.Point * 137) + 118}"))));
        }
    }
}
