namespace Muster.Offers;

/// <summary>An instance type of a region, and where in it there is one.</summary>
public sealed record InstanceType
{
    /// <summary>The name, such as <c>c5.large</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Virtual CPUs, 1 or more; points' cores are these.</summary>
    public required int Vcpus { get; init; }

    /// <summary>Nominal memory in bytes, more than 0; the system takes some of it.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>GPUs, 0 or more.</summary>
    public int Gpus { get; init; }

    /// <summary>Maker and name of a GPU, such as <c>NVIDIA T4</c>; null: it has none.</summary>
    public string? GpuName { get; init; }

    /// <summary>Architectures, as EC2 names them: <c>x86_64</c>, <c>arm64</c>.</summary>
    public required IReadOnlyList<string> Architectures { get; init; }

    /// <summary>On-demand price of Linux with shared tenancy in USD per hour; null: unknown, which is never 0.</summary>
    public decimal? OnDemandUsd { get; init; }

    /// <summary>The zones that offer it, in order.</summary>
    public IReadOnlyList<ZoneOffer> Zones { get; init; } = [];

    /// <summary>The lowest spot price that is known among its zones, in USD per hour; null: none is.</summary>
    public decimal? SpotUsd => Zones.Min(zone => zone.SpotUsd);
}

/// <summary>An instance type in a zone.</summary>
/// <param name="Zone">The availability zone.</param>
/// <param name="SpotUsd">Spot price in USD per hour; null: unknown.</param>
/// <param name="SpotAt">Since when it is that (UTC); null: unknown.</param>
public sealed record ZoneOffer(string Zone, decimal? SpotUsd = null, DateTimeOffset? SpotAt = null);
