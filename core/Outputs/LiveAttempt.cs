namespace Muster.Outputs;

/// <summary>An attempt that runs now.</summary>
/// <param name="Index">The point, 0-based.</param>
/// <param name="Round">The round, 1-based.</param>
/// <param name="Number">1-based number within the round.</param>
/// <param name="Worker">The worker that runs it.</param>
/// <param name="Slot">The slot it runs on, 0-based within its worker.</param>
/// <param name="StartedAt">When it started (UTC).</param>
public sealed record LiveAttempt(long Index, int Round, int Number, string Worker, int Slot, DateTimeOffset StartedAt)
{
    /// <summary>Whether it runs on this machine, where it is seen; of others is known only what they told last. Default true.</summary>
    public bool IsHere { get; init; } = true;
}

/// <summary>
/// What an attempt writes while it runs. Both members give null once it does not run any more: then its record tells where all that it
/// wrote is, as soon as that is durable. What was read before are the first bytes of it, so a reader goes on there from where it came to.
/// Only a command that truncates its own output makes it shorter.
/// </summary>
public interface ILiveOutput : IDisposable
{
    /// <summary>How many bytes there are by now.</summary>
    long? Length { get; }

    /// <summary>Reads what is there by now; 0: nothing more yet.</summary>
    /// <param name="offset">From this byte on, 0-based.</param>
    /// <param name="into">Where to.</param>
    int? Read(long offset, Span<byte> into);
}
