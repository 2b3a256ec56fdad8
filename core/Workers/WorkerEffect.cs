using Muster.Chunks;

namespace Muster.Workers;

/// <summary>What a worker wants done. The host does it and tells the answer to the method named with each.</summary>
public abstract record WorkerEffect
{
    private WorkerEffect() { }

    /// <summary>Write the worker's record; answer: <see cref="Worker.RecordWritten"/>.</summary>
    /// <param name="Next">The record.</param>
    public sealed record WriteRecord(WorkerRecord Next) : WorkerEffect;

    /// <summary>Read the worker's record back; answer: <see cref="Worker.RecordRead"/>.</summary>
    public sealed record ReadRecord : WorkerEffect;

    /// <summary>Read the grant book; answer: <see cref="Worker.GrantRead"/>.</summary>
    public sealed record ReadGrant : WorkerEffect;

    /// <summary>Read the run; answer: <see cref="Worker.RunRead"/>.</summary>
    public sealed record ReadRun : WorkerEffect;

    /// <summary>Take claim hints; answer: <see cref="Worker.HintsTaken"/>.</summary>
    /// <param name="Pool">The pool.</param>
    /// <param name="Most">1 or more.</param>
    public sealed record TakeHints(PoolPlan Pool, int Most) : WorkerEffect;

    /// <summary>Tell which chunks are free again; no answer is awaited.</summary>
    /// <param name="Chunk">The chunk.</param>
    public sealed record ReturnHint(ChunkKey Chunk) : WorkerEffect;

    /// <summary>Write a chunk: a claim, outcomes, or giving it back; answer: <see cref="Worker.ChunkWritten"/>.</summary>
    /// <param name="Next">The record.</param>
    public sealed record WriteChunk(ChunkRecord Next) : WorkerEffect;

    /// <summary>Read a chunk; answer: <see cref="Worker.ChunkRead"/>.</summary>
    /// <param name="Key">The chunk.</param>
    public sealed record ReadChunk(ChunkKey Key) : WorkerEffect;

    /// <summary>Start a point; answer: <see cref="Worker.PointEnded"/> or <see cref="Worker.PointNotStarted"/>.</summary>
    /// <param name="Order">What to start.</param>
    public sealed record StartPoint(StartOrder Order) : WorkerEffect;

    /// <summary>End a running point; its end is told by <see cref="Worker.PointEnded"/> all the same.</summary>
    /// <param name="Point">The point's index.</param>
    /// <param name="Why">Why, for the attempt's record.</param>
    /// <param name="AtOnce">Without the usual grace, because the lease ends.</param>
    public sealed record EndPoint(long Point, Points.AttemptEnd Why, bool AtOnce) : WorkerEffect;

    /// <summary>A point's line in the store names this state of its graph now; what it named before is of no use any more. No answer is awaited.</summary>
    /// <param name="Point">The point's index.</param>
    /// <param name="Reference">The state's reference.</param>
    public sealed record GraphStored(long Point, string Reference) : WorkerEffect;
}

/// <summary>A point to start.</summary>
/// <param name="Point">The point's index in the run.</param>
/// <param name="Attempt">1-based.</param>
/// <param name="Slot">0-based slot of the worker.</param>
/// <param name="Chunk">The chunk that holds the point.</param>
public readonly record struct StartOrder(long Point, int Attempt, int Slot, ChunkKey Chunk)
{
    /// <summary>The chunk's epoch under which the worker owns it.</summary>
    public long Epoch { get; init; }

    /// <summary>Earlier attempts of the round that were charged, 0 or more.</summary>
    public int Charged { get; init; }

    /// <summary>Where the state of the point's graph is (<see cref="Points.PointEntry.Graph"/>); null: nowhere, or it has no graph.</summary>
    public string? Graph { get; init; }
}

/// <summary>The two clocks at one moment.</summary>
/// <param name="Monotonic">Time since some moment that never changes.</param>
/// <param name="Utc">Wall time.</param>
public readonly record struct Moment(TimeSpan Monotonic, DateTimeOffset Utc)
{
    /// <summary>What a time provider's clocks show.</summary>
    public static Moment Of(TimeProvider time) => new(time.GetElapsedTime(0), time.GetUtcNow());
}
