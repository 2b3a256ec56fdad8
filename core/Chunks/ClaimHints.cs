namespace Muster.Chunks;

/// <summary>
/// Where a pool's next claims may be found. Only hints: they may name a chunk twice or forget one; a claim decides, and
/// the coordinator adds what was forgotten.
/// </summary>
/// <param name="Cursor">The first chunk number that was never handed out.</param>
/// <param name="Returned">Chunks that are free again, in the order to be tried.</param>
public sealed record ClaimHints(long Cursor, IReadOnlyList<long> Returned)
{
    /// <summary>Most returned chunks that are remembered; further ones wait for the coordinator's next look.</summary>
    public const int MostReturned = 512;

    /// <summary>The hints of a new pool.</summary>
    public static ClaimHints None { get; } = new(0, []);

    /// <summary>Takes up to so many chunk numbers: returned ones first, then from the cursor.</summary>
    /// <param name="most">1 or more.</param>
    /// <param name="chunkCount">The pool's number of chunks.</param>
    public (ClaimHints Left, IReadOnlyList<long> Taken) Take(int most, long chunkCount)
    {
        var returned = Returned.Take(most).ToList();
        var fresh = Math.Min(most - returned.Count, Math.Max(0, chunkCount - Cursor));
        for (long i = 0; i < fresh; i++)
            returned.Add(Cursor + i);
        return (new(Cursor + fresh, [.. Returned.Skip(most)]), returned);
    }

    /// <summary>Adds chunk numbers that are free again, each once.</summary>
    public ClaimHints Add(IEnumerable<long> numbers) =>
        this with { Returned = [.. Returned.Concat(numbers.Where(number => number < Cursor)).Distinct().Take(MostReturned)] };
}
