using Muster.Stores;

namespace Muster.Testing.Faults.History;

/// <summary>Something that a client did, and when: between the two numbers of the history's own count.</summary>
/// <param name="Client">Who.</param>
/// <param name="Begun">When it was asked.</param>
/// <param name="Ended">When it was answered.</param>
internal abstract record HistoryEvent(string Client, long Begun, long Ended);

/// <summary>A write.</summary>
/// <param name="Client">Who.</param>
/// <param name="Begun">When it was asked.</param>
/// <param name="Ended">When it was answered.</param>
/// <param name="Id">The write's own name: the last of its state's chain.</param>
/// <param name="State">What was to be written.</param>
/// <param name="Answer">The answer; null: none came, so that it may or may not have happened, or happen yet.</param>
internal sealed record HistoryWrite(string Client, long Begun, long Ended, string Id, HistoryState State, WriteAnswer? Answer) : HistoryEvent(Client, Begun, Ended)
{
    /// <inheritdoc />
    public override string ToString() => $"{Begun,5}-{Ended,-5} {Client} writes {State} as {Id}: {(Answer is null ? "no answer" : $"{Answer}")}";
}

/// <summary>A read that was answered.</summary>
/// <param name="Client">Who.</param>
/// <param name="Begun">When it was asked.</param>
/// <param name="Ended">When it was answered.</param>
/// <param name="Record">Which record.</param>
/// <param name="State">What it was; null: there was none.</param>
internal sealed record HistoryRead(string Client, long Begun, long Ended, string Record, HistoryState? State) : HistoryEvent(Client, Begun, Ended)
{
    /// <inheritdoc />
    public override string ToString() => $"{Begun,5}-{Ended,-5} {Client} reads {State?.ToString() ?? $"no {Record}"}";
}

/// <summary>A record at a version, as far as histories care.</summary>
internal sealed record HistoryState
{
    /// <summary>The record's name.</summary>
    public required string Record { get; init; }

    /// <summary>Its version.</summary>
    public required long Version { get; init; }

    /// <summary>The names of all writes that led here, oldest first: each write adds its own to those of the record that it was made from.</summary>
    public required IReadOnlyList<string> Chain { get; init; }

    /// <summary>The epoch; null: the record has none.</summary>
    public long? Epoch { get; init; }

    /// <summary>The owner under that epoch; null: none.</summary>
    public string? Owner { get; init; }

    /// <summary>What must never change again, by name: outcomes of points, a wish to cancel.</summary>
    public IReadOnlyDictionary<string, string> Settled { get; init; } = new Dictionary<string, string>();

    /// <inheritdoc />
    public override string ToString() =>
        $"{Record} version {Version}{(Epoch is null ? "" : $" epoch {Epoch} of {Owner ?? "nobody"}")} [{string.Join(' ', Chain)}] {string.Join(' ', Settled.Select(one => $"{one.Key}={one.Value}"))}".TrimEnd();
}
