using Muster.Aws.Contracts;
using Muster.Fleet;
using Muster.Functions.Logs;
using Muster.Functions.Metrics;
using Muster.Functions.Settings;
using Muster.Offers;
using Muster.Stores;

namespace Muster.Functions.Stores;

/// <summary>The world as a function sees it.</summary>
/// <param name="Records">The records of runs.</param>
/// <param name="Fleet">The records of the platform.</param>
/// <param name="Blobs">The blobs.</param>
/// <param name="Time">The clocks.</param>
/// <param name="Names">The deployment's names.</param>
internal sealed record Platform(IRunStore Records, IFleetStore Fleet, IBlobStore Blobs, TimeProvider Time, PlatformNames Names)
{
    /// <summary>How fast it goes.</summary>
    public PlatformPace Pace { get; init; } = new();

    /// <summary>What is offered, and how long failures are remembered.</summary>
    public OfferPolicy Offers { get; init; } = new();

    /// <summary>The log.</summary>
    public required FunctionLog Log { get; init; }

    /// <summary>The metrics.</summary>
    public required FunctionMetrics Metrics { get; init; }

    /// <summary>The time (UTC).</summary>
    public DateTimeOffset Now => Time.GetUtcNow();
}
