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

/// <summary>Records with chosen-by-chance members: each optional one is sometimes null, each text sometimes odd.</summary>
internal sealed class AnyRecord(int seed)
{
    private static readonly string[] Texts = ["", "a", "w1", "ünïcode ✓ 🌊", "\"quoted\" \\ \t\n", "<&'>", "null", new('x', 3000)];

    private readonly Random chance = new(seed);

    public RunRecord Run() => new()
    {
        Id = RunId.FromToken(Text()),
        Version = Number(),
        Name = Text(),
        SpecDigest = Text(),
        SpecUri = Text(),
        RowsUri = Maybe(Text),
        State = Member<RunState>(),
        Desired = Member<DesiredState>(),
        Priority = Member<Priority>(),
        MaxConcurrent = MaybeValue(() => chance.Next()),
        MaxConcurrentPerRegion = MaybeValue(() => chance.Next()),
        BudgetUsd = MaybeValue(Money),
        ToleratedFailures = chance.Next(2) == 0 ? Tolerance.OfCount(Number()) : Tolerance.OfPercent(chance.Next(1001) / 10m),
        After = Several(() => new RunDependency(RunId.FromToken(Text()), Text(), Member<DependencyKind>())),
        PointCount = Number(),
        CancelledPoints = Indexes(),
        Round = Round(),
        EarlierRounds = Several(Round),
        Settled = Counts(),
        Progress = new(Several(Indexes), Counts()),
        Lock = Maybe(() => new RunLock(Maybe(Text), Number(), Number(), Span())),
        SpentUsd = Money(),
        Reason = Maybe(Reason),
        CreatedAt = Time(),
        UpdatedAt = Time(),
        StartedAt = MaybeValue(Time),
        CompletedAt = MaybeValue(Time),
        LogsPrunedAt = MaybeValue(Time),
        DeletingSince = MaybeValue(Time),
    };

    public ChunkRecord Chunk() => new()
    {
        Key = new(RunId.FromToken("token"), 1 + chance.Next(3), chance.Next(3), Number()),
        Version = Number(),
        Epoch = Number(),
        Owner = Maybe(Text),
        Losses = chance.Next(),
        Entries = Several(Entry),
    };

    public WorkerRecord Worker() => new()
    {
        Key = new(RunId.FromToken(Text()), Text()),
        Version = Number(),
        Phase = Member<WorkerPhase>(),
        Renewals = Number(),
        Lease = Span(),
        Instance = Text(),
        Region = Text(),
        Round = chance.Next(),
        Slots = chance.Next(),
        Running = chance.Next(),
        Age = Span(),
        GrantVersion = Number(),
        Problem = Maybe(Text),
        SlotWait = Maybe(Reason),
    };

    public GrantBook Grants() => new()
    {
        Run = RunId.FromToken(Text()),
        Version = Number(),
        LockEpoch = Number(),
        RunVersion = Number(),
        SettledUsd = Money(),
        CancelledPoints = Indexes(),
        Grants = Several(() => new Grant
        {
            Worker = Text(),
            Slots = chance.Next(),
            SlotsBefore = chance.Next(),
            FewerSince = Number(),
            Region = Text(),
            Mode = Member<GrantMode>(),
            FromRenewal = Number(),
            FromAge = Span(),
            ValidFor = Span(),
            UsdPerHour = Money(),
            ReservedUsd = Money(),
        }),
    };

    public LaunchIntent Intent() => new()
    {
        Key = new(RunId.FromToken(Text()), Text()),
        Version = Number(),
        State = Member<IntentState>(),
        LockEpoch = Number(),
        Round = chance.Next(),
        Slots = chance.Next(),
        Region = Text(),
        Account = Maybe(Text),
        Fleet = Maybe(Text),
        NotAfter = Time(),
        Sends = chance.Next(),
        Instance = Maybe(Text),
        Reason = Maybe(Text),
        Halts = chance.Next(2) == 0,
    };

    public SpokeRecord Spoke() => new()
    {
        Key = new(Text(), Text()),
        Version = Number(),
        Subnets = Several(() => new Subnet(Text(), Text())),
        Profiles = Several(() => new LaunchProfile(Text(), Text(), Maybe(Text), Maybe(Text), Maybe(Text), chance.Next(2) == 0)),
        Governor = new(MaybeValue(() => chance.NextDouble() * 100), Time(), MaybeValue(() => chance.NextDouble())),
        Failures = Several(() => new CapacityFailure(Text(), Maybe(Text), chance.Next(2) == 0, Text(), Time())),
        CatalogueUri = Maybe(Text),
        CatalogueAt = MaybeValue(Time),
        Listing = Maybe(() => new SpokeListing(Text(), Time(), Indexes(), MaybeValue(() => chance.Next()))),
        ListedAt = MaybeValue(Time),
        CheckAnswered = Maybe(Text),
        CheckAnsweredAt = MaybeValue(Time),
        Quotas = Several(() => new SpokeQuota(Text(), Text(), chance.NextDouble() * 1000)),
    };

    public InstanceRecord Instance() => new()
    {
        Id = Text(),
        Version = Number(),
        Spoke = new(Text(), Text()),
        State = Member<InstanceState>(),
        Run = MaybeValue(() => RunId.FromToken(Text())),
        Token = Maybe(Text),
        InstanceType = Maybe(Text),
        Zone = Maybe(Text),
        Spot = MaybeValue(() => chance.Next(2) == 0),
        HeardAt = Time(),
    };

    public PointEntry Entry() => chance.Next(4) == 0 ? PointEntry.New : new()
    {
        State = Member<PointState>(),
        NotBefore = MaybeValue(UtcMicroseconds),
        Attempts = Several(Attempt),
        Graph = Maybe(Text),
    };

    private AttemptRecord Attempt() => new()
    {
        Number = chance.Next(),
        End = Member<AttemptEnd>(),
        StartedAt = UtcMicroseconds(),
        Elapsed = MaybeValue(Microseconds),
        ExitCode = MaybeValue(() => chance.Next(256)),
        Signal = MaybeValue(() => chance.Next(65)),
        CpuTime = MaybeValue(Microseconds),
        PeakMemoryBytes = MaybeValue(Number),
        Slot = chance.Next(1000),
        Worker = Maybe(Text),
        Output = Maybe(Text),
        Result = Maybe(Text),
        Note = Maybe(Text),
    };

    private WaitReason Reason() => new(Member<WaitCause>(), Text(), MaybeValue(Time));

    private RoundPlan Round() => new(chance.Next(), [.. Several(Pool), Pool()]);

    private PoolPlan Pool() => new() { Number = chance.Next(), Points = Indexes(), Stride = 1 + chance.Next(64), Placement = Placement() };

    private PlacementSpec Placement() => chance.Next(2) == 0 ? PlacementSpec.Anywhere : new()
    {
        InstanceType = Maybe(Text),
        Region = Maybe(Text),
        AvailabilityZone = Maybe(Text),
        Ami = Maybe(Text),
        KeyPair = Maybe(Text),
        IamRole = Maybe(Text),
        Spot = MaybeValue(() => chance.Next(2) == 0),
        SpotMaxPrice = MaybeValue(Money),
        Accelerators = Maybe(Text),
    };

    private IndexSet Indexes() => IndexSet.Of(Enumerable.Range(0, chance.Next(20)).Select(_ => (long)chance.Next(60)));

    private PointCounts Counts() => new(Number(), Number(), Number());

    private string Text() => Texts[chance.Next(Texts.Length)];

    private long Number() => chance.Next(4) == 0 ? chance.NextInt64() : chance.Next(5);

    private decimal Money() => new(chance.Next(), 0, 0, isNegative: false, scale: (byte)chance.Next(8));

    private TimeSpan Span() => TimeSpan.FromTicks(chance.NextInt64(TimeSpan.TicksPerDay * 40));

    private TimeSpan Microseconds() => TimeSpan.FromMicroseconds(chance.NextInt64(10_000_000_000));

    private DateTimeOffset Time() => new DateTimeOffset(chance.NextInt64(DateTime.MaxValue.Ticks / 2, DateTime.MaxValue.Ticks / 4 * 3), TimeSpan.Zero).ToOffset(TimeSpan.FromMinutes(chance.Next(-720, 720)));

    private DateTimeOffset UtcMicroseconds() => DateTimeOffset.UnixEpoch + Microseconds() * 150;

    private T Member<T>()
        where T : struct, Enum => Enum.GetValues<T>()[chance.Next(Enum.GetValues<T>().Length)];

    private T? Maybe<T>(Func<T> value)
        where T : class => chance.Next(3) == 0 ? null : value();

    private T? MaybeValue<T>(Func<T> value)
        where T : struct => chance.Next(3) == 0 ? null : value();

    private T[] Several<T>(Func<T> value) => [.. Enumerable.Range(0, chance.Next(4)).Select(_ => value())];
}
