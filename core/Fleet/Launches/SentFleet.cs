using Muster.Offers;
using Muster.Runs;

namespace Muster.Fleet;

/// <summary>
/// A fleet as it was first sent. It is kept, and what is sent again is this: under one token a provider takes one request only.
/// </summary>
public sealed record SentFleet
{
    /// <summary>The run.</summary>
    public required RunId Run { get; init; }

    /// <summary>The fleet's token.</summary>
    public required string Fleet { get; init; }

    /// <summary>Where it is launched.</summary>
    public required SpokeKey Spoke { get; init; }

    /// <summary>The tokens of its intents, in the order in which what comes is handed out.</summary>
    public required IReadOnlyList<string> Members { get; init; }

    /// <summary>When it was first about to be sent (UTC): nothing of it was launched before.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What it asks for.</summary>
    public required IReadOnlyList<FleetOverride> Asked { get; init; }

    /// <summary>Whether it asks for spot.</summary>
    public required bool Spot { get; init; }

    /// <summary>The request, JSON in UTF-8, as the provider takes it.</summary>
    public required ReadOnlyMemory<byte> Request { get; init; }
}
