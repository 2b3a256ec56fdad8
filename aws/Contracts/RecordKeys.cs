using System.Globalization;
using Muster.Chunks;
using Muster.Fleet;
using Muster.Runs;

namespace Muster.Aws.Contracts;

/// <summary>An item's key.</summary>
/// <param name="Partition">Partition key.</param>
/// <param name="Sort">Sort key.</param>
public readonly record struct ItemKey(string Partition, string Sort);

/// <summary>The shapes of keys: one table of records, one of intents. <c>docs/store.md</c> tells which access uses which.</summary>
public static class RecordKeys
{
    /// <summary>The schema of items that this version writes, and the newest that it reads.</summary>
    public const int Schema = 2;

    /// <summary>Shards of the indexes of runs: a busy hour's submissions spread over so many partitions.</summary>
    public const int Shards = 8;

    /// <summary>Neighbouring chunks that share a partition: workers of one pool write to several at a time, and a scan reads many with one query.</summary>
    public const int ChunksPerPartition = 64;

    /// <summary>A run.</summary>
    public static ItemKey Run(RunId run) => new($"run#{run}", "run");

    /// <summary>A run's grant book.</summary>
    public static ItemKey Grants(RunId run) => new($"run#{run}", "grants");

    /// <summary>A pool's hints.</summary>
    public static ItemKey Hints(PoolKey pool) => new($"hints#{Of(pool)}", "hints");

    /// <summary>The partition of a run's workers; the sort key is the worker's id.</summary>
    public static string Workers(RunId run) => $"workers#{run}";

    /// <summary>A chunk.</summary>
    public static ItemKey Chunk(ChunkKey key) => new(ChunkPartition(key.PoolKey, key.Number / ChunksPerPartition), ChunkSort(key.Number));

    /// <summary>The partition of a pool's chunks from <paramref name="block"/> × <see cref="ChunksPerPartition"/> on.</summary>
    public static string ChunkPartition(PoolKey pool, long block) => string.Create(CultureInfo.InvariantCulture, $"chunks#{Of(pool)}#{block}");

    /// <summary>A chunk's sort key: its number, at fixed width.</summary>
    public static string ChunkSort(long number) => number.ToString("D12", CultureInfo.InvariantCulture);

    /// <summary>The partition of a run's intents, in their own table; the sort key is the token.</summary>
    public static string Intents(RunId run) => run.Value;

    /// <summary>The partition of all spokes; the sort key is account and region.</summary>
    public const string Spokes = "spokes";

    /// <summary>A spoke.</summary>
    public static ItemKey Spoke(SpokeKey spoke) => new(Spokes, spoke.ToString());

    /// <summary>An instance.</summary>
    public static ItemKey Instance(string id) => new($"instance#{id}", "instance");

    /// <summary>The partition of what points to a run's instances that are, or were, not simply running; the sort key is the instance's id.</summary>
    public static string Troubled(RunId run) => $"troubled#{run}";

    /// <summary>A wish, in the table of intents. An agent may write only below its own run and below machines.</summary>
    public static ItemKey Wish(PlatformWish wish) => wish switch
    {
        PlatformWish.Start start => new(Intents(start.Run), string.Create(CultureInfo.InvariantCulture, $"{Attributes.StartWish}#{start.Generation}")),
        PlatformWish.Check check => new($"{Attributes.CheckWish}#{check.Id}", Attributes.CheckWish),
        PlatformWish.Machine { Intent: var intent } => new($"{Attributes.MachineWish}#{intent.Instance}", $"{intent.Wish}#{Time(intent.AskedAt)}"),
        _ => throw new ArgumentOutOfRangeException(nameof(wish), wish, "An unknown wish."),
    };

    /// <summary>A run's shard, from 0: by its id, which is a hash.</summary>
    public static int ShardOf(RunId run) => run.Value[^1] % Shards;

    /// <summary>The name of a shard.</summary>
    public static string Shard(int shard) => shard.ToString(CultureInfo.InvariantCulture);

    /// <summary>A text that sorts by time, then by id.</summary>
    public static string Age(RunRecord run) => $"{Time(run.CreatedAt)}#{run.Id}";

    /// <summary>A text that sorts by priority, then by time, then by id.</summary>
    public static string Urgency(RunRecord run) => string.Create(CultureInfo.InvariantCulture, $"{(int)run.Priority}#{Age(run)}");

    /// <summary>A time as a text that sorts: ticks in UTC at fixed width.</summary>
    public static string Time(DateTimeOffset time) => time.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);

    private static string Of(PoolKey pool) => string.Create(CultureInfo.InvariantCulture, $"{pool.Run}#{pool.Round}#{pool.Pool}");
}
