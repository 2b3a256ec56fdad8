using Muster.Chunks;
using Muster.Coordination;
using Muster.Fleet;
using Muster.Grants;
using Muster.Placement;
using Muster.Points;
using Muster.Runs;
using Muster.Sets;
using Muster.Sweeps;
using Muster.Workers;

namespace Muster.Tests.Conformance;

/// <summary>Records to put into stores.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static RunRecord Run(string token = "token", long version = 1) => new()
    {
        Id = RunId.FromToken(token),
        Version = version,
        Name = "sweep",
        SpecDigest = "00ff",
        SpecUri = "file:///spec.json",
        State = RunState.Ready,
        PointCount = 10,
        Round = new(1, [new() { Number = 0, Points = IndexSet.FirstOf(10), Stride = 1 }]),
        CreatedAt = Noon,
        UpdatedAt = Noon,
    };

    /// <summary>A run with no member left at its default.</summary>
    public static RunRecord FullRun() => Run("full") with
    {
        Name = "Ünïcode ✓ 🌊 \"quoted\" \\ \n",
        RowsUri = "file:///rows.jsonl",
        State = RunState.InProgress,
        Desired = DesiredState.Cancelled,
        Priority = Priority.Urgent,
        MaxConcurrent = 7,
        MaxConcurrentPerRegion = 3,
        BudgetUsd = 12.340m,
        ToleratedFailures = Tolerance.OfPercent(2.5m),
        PointCount = 1_000_000,
        Round = new(2,
        [
            new() { Number = 0, Points = IndexSet.OfRanges([new(0, 9), new(12, 12)]), Stride = 4, Placement = new() { Region = "eu-west-1", Spot = false, SpotMaxPrice = 0.10m } },
            new() { Number = 1, Points = IndexSet.Of([10, 11]), Stride = 64 },
        ]),
        EarlierRounds = [new(1, [new() { Number = 0, Points = IndexSet.FirstOf(1_000_000), Stride = 64 }])],
        Settled = new(5, 6, 7),
        Progress = new([IndexSet.Of([0, 2]), IndexSet.Empty], new(1, 2, 3)),
        Lock = new("host:1", 4, 17, TimeSpan.FromSeconds(30)),
        SpentUsd = 0.0001m,
        Reason = new(WaitCause.Backoff, "point 3 waits", Noon.AddSeconds(2.5)),
        CreatedAt = new(2026, 3, 1, 14, 0, 0, 123, 456, TimeSpan.FromHours(2)),
        StartedAt = Noon.AddSeconds(1),
        CompletedAt = Noon.AddSeconds(2),
        LogsPrunedAt = Noon.AddSeconds(3),
        DeletingSince = Noon.AddSeconds(4),
    };

    public static PoolKey Pool(string token = "token", int round = 1, int pool = 0) => new(RunId.FromToken(token), round, pool);

    public static ChunkRecord Chunk(long number = 0, long version = 1, string? owner = "w1", PoolKey? pool = null) => new()
    {
        Key = (pool ?? Pool()).Chunk(number),
        Version = version,
        Epoch = version,
        Owner = owner,
        Entries = [PointEntry.New, PointEntry.New],
    };

    public static AttemptRecord Attempt(int number = 1) => new()
    {
        Number = number,
        End = AttemptEnd.Exited,
        StartedAt = Noon.AddTicks(number * 10L),
        Elapsed = TimeSpan.FromMilliseconds(12.345),
        ExitCode = number % 256,
        CpuTime = TimeSpan.FromMicroseconds(77),
        PeakMemoryBytes = 5_000_000_000,
        Slot = 3,
        Worker = "w1",
        Output = "file:///out/✓.log",
        Result = "file:///result.json",
        Note = "said \"so\"",
    };

    public static WorkerRecord Worker(string worker = "w1", long version = 1, WorkerPhase phase = WorkerPhase.Working, string token = "token") => new()
    {
        Key = new(RunId.FromToken(token), worker),
        Version = version,
        Phase = phase,
        Renewals = version,
        Lease = TimeSpan.FromSeconds(30),
        Instance = "host-1",
        Region = "local",
        Round = 1,
        Slots = 2,
    };

    public static GrantBook Grants(long version = 1, string token = "token") => new()
    {
        Run = RunId.FromToken(token),
        Version = version,
        LockEpoch = 3,
        SettledUsd = 1.50m,
        Grants =
        [
            new() { Worker = "w1", Slots = 2, Region = "local", ValidFor = TimeSpan.FromMinutes(1), Mode = GrantMode.Drain, FromRenewal = 9, UsdPerHour = 0.085m, ReservedUsd = 0.01m },
            new() { Worker = "w2", Slots = 0, Region = "eu-west-1", ValidFor = TimeSpan.Zero },
        ],
    };

    public static LaunchIntent Intent(string intent = "w1", long version = 1, IntentState state = IntentState.Recorded, string token = "token") => new()
    {
        Key = new(RunId.FromToken(token), intent),
        Version = version,
        State = state,
        LockEpoch = 2,
        Round = 1,
        Slots = 4,
        Region = "local",
        NotAfter = Noon.AddMinutes(5),
    };
}
