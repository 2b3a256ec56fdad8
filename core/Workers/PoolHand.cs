using Muster.Chunks;

namespace Muster.Workers;

/// <summary>
/// What a worker has in hand of each pool of its round. Pools take turns, in what it claims and in what it starts: one with
/// few points need not wait for the end of one with many.
/// </summary>
internal sealed class PoolHand(IReadOnlyList<PoolPlan> plans)
{
    private readonly Pool[] pools = [.. plans.Select(plan => new Pool(plan))];
    private int dry;
    private int claimTurn;
    private int startTurn;

    /// <summary>Points that could start now.</summary>
    public int Ready { get; private set; }

    /// <summary>Points that are being claimed.</summary>
    public int Claiming { get; private set; }

    /// <summary>Whether no pool had anything to claim when it was asked last.</summary>
    public bool IsDry => dry == pools.Length;

    /// <summary>Pools of which something is left to be claimed or started, as far as is known.</summary>
    public int Left => CountOf(static pool => !pool.IsDry || pool.Ready.Count > 0 || pool.Claiming > 0);

    public void Add(ReadyPoint point)
    {
        pools[point.Pool].Ready.Enqueue(point);
        Ready++;
    }

    /// <summary>Takes the next point to start, of the pool whose turn it is; there must be one.</summary>
    public ReadyPoint Take()
    {
        while (pools[startTurn].Ready.Count == 0)
            startTurn = (startTurn + 1) % pools.Length;
        var point = pools[startTurn].Ready.Dequeue();
        startTurn = (startTurn + 1) % pools.Length;
        Ready--;
        return point;
    }

    public void Started(PoolPlan pool) => pools[pool.Number].Running++;

    public void Ended(PoolPlan pool) => pools[pool.Number].Running--;

    public void IsBeingClaimed(PoolPlan pool, long chunk) => Claim(pool, pool.SizeOf(chunk));

    public void WasClaimed(PoolPlan pool, long chunk) => Claim(pool, -pool.SizeOf(chunk));

    /// <summary>A pool that was asked had something, or had nothing.</summary>
    public void Answered(PoolPlan pool, bool isDry)
    {
        if (pools[pool.Number].IsDry != isDry)
            dry += isDry ? 1 : -1;
        pools[pool.Number].IsDry = isDry;
        claimTurn = (pool.Number + 1) % pools.Length;
    }

    /// <summary>Pools that were dry may have something again.</summary>
    public void LookAgain()
    {
        foreach (var pool in pools)
            pool.IsDry = false;
        dry = 0;
    }

    public void Clear()
    {
        foreach (var pool in pools)
            pool.Ready.Clear();
        Ready = 0;
    }

    /// <summary>The next claim.</summary>
    /// <param name="limit">Points that may run at once.</param>
    /// <param name="target">Points to have in hand, those that run included.</param>
    /// <returns>The pool to ask, and for how many chunks; null: enough is in hand.</returns>
    public (PoolPlan Pool, int Chunks)? NextClaim(int limit, int target)
    {
        // What one has beyond its part, in long chunks, does not keep the others from theirs.
        var part = Portion(target, Math.Max(1, CountOf(static pool => !pool.IsDry || pool.InHand > 0)));
        var inHand = 0;
        foreach (var pool in pools)
            inHand += Math.Min(pool.InHand, part);
        if (inHand >= target || (inHand >= limit && inHand - limit > (target - limit) / 2))
            return limit > 0 ? ForNextTurn() : null;
        var next = pools.Where(pool => !pool.IsDry).MinBy(pool => (pool.InHand, (pool.Plan.Number - claimTurn + pools.Length) % pools.Length))!;
        return (next.Plan, Math.Max(1, Portion(Portion(target - inHand, pools.Length - dry), next.Plan.Stride)));
    }

    /// <summary>Where something is left of chunks that were claimed, the pool whose turn is next may have nothing in hand: it would miss its turn.</summary>
    private (PoolPlan Pool, int Chunks)? ForNextTurn()
    {
        if (Ready == 0)
            return null;
        var next = startTurn;
        while (pools[next] is { IsDry: true, Ready.Count: 0 })
            next = (next + 1) % pools.Length;
        return pools[next] is { Ready.Count: 0, Claiming: 0 } pool ? (pool.Plan, 1) : null;
    }

    /// <summary>Asked at each of its points: so without what a query costs.</summary>
    private int CountOf(Func<Pool, bool> isSo)
    {
        var count = 0;
        foreach (var pool in pools)
        {
            if (isSo(pool))
                count++;
        }

        return count;
    }

    private static int Portion(int amount, int parts) => (amount + parts - 1) / parts;

    private void Claim(PoolPlan pool, int points)
    {
        pools[pool.Number].Claiming += points;
        Claiming += points;
    }

    private sealed class Pool(PoolPlan plan)
    {
        public PoolPlan Plan { get; } = plan;

        public Queue<ReadyPoint> Ready { get; } = new();

        public int Claiming { get; set; }

        public int Running { get; set; }

        public bool IsDry { get; set; }

        public int InHand => Running + Ready.Count + Claiming;
    }
}

/// <summary>A point of a chunk that could start.</summary>
internal readonly record struct ReadyPoint(HeldChunk Chunk, int Offset)
{
    /// <summary>The number of its pool.</summary>
    public int Pool => Chunk.Pool.Number;
}
