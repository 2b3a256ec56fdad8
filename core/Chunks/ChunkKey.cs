using Muster.Runs;

namespace Muster.Chunks;

/// <summary>A pool's key: its run, the round, and its number.</summary>
/// <param name="Run">The run.</param>
/// <param name="Round">1-based.</param>
/// <param name="Pool">0-based.</param>
public readonly record struct PoolKey(RunId Run, int Round, int Pool)
{
    /// <summary>The key of one of its chunks.</summary>
    public ChunkKey Chunk(long number) => new(Run, Round, Pool, number);

    /// <inheritdoc />
    public override string ToString() => $"{Run}/{Round}/{Pool}";
}

/// <summary>A chunk's key: its pool and its number in it.</summary>
/// <param name="Run">The run.</param>
/// <param name="Round">1-based.</param>
/// <param name="Pool">0-based.</param>
/// <param name="Number">0-based.</param>
public readonly record struct ChunkKey(RunId Run, int Round, int Pool, long Number)
{
    /// <summary>The chunk's pool.</summary>
    public PoolKey PoolKey => new(Run, Round, Pool);

    /// <inheritdoc />
    public override string ToString() => $"{Run}/{Round}/{Pool}/{Number}";
}
