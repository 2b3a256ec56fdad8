namespace Muster.Placement;

/// <summary>Where points may run. Every member is optional; null means that anything will do. Points of one placement form a pool.</summary>
public sealed record PlacementSpec
{
    /// <summary>No wish at all.</summary>
    public static PlacementSpec Anywhere { get; } = new();

    /// <summary>Instance type patterns, such as <c>c5.*|m5.large</c>; null: any.</summary>
    public string? InstanceType { get; init; }

    /// <summary>Region, such as <c>eu-west-1</c>; null: any.</summary>
    public string? Region { get; init; }

    /// <summary>Availability zone, such as <c>eu-west-1a</c>; null: any.</summary>
    public string? AvailabilityZone { get; init; }

    /// <summary>Machine image id (<c>ami-…</c>); null: the platform's.</summary>
    public string? Ami { get; init; }

    /// <summary>Name of an SSH key pair; null: none.</summary>
    public string? KeyPair { get; init; }

    /// <summary>IAM role of the instance; null: the platform's.</summary>
    public string? IamRole { get; init; }

    /// <summary>Whether spot capacity is asked for; null: not said, which means on demand.</summary>
    public bool? Spot { get; init; }

    /// <summary>Highest spot price in USD per hour, more than 0; null: up to the on-demand price.</summary>
    public decimal? SpotMaxPrice { get; init; }

    /// <summary>Accelerators wanted, such as <c>nvidia-t4:1</c>; null: none.</summary>
    public string? Accelerators { get; init; }

    /// <summary>This placement with <paramref name="row"/>'s wishes over it.</summary>
    public PlacementSpec Overlay(PlacementSpec row) => row == Anywhere ? this : new()
    {
        InstanceType = row.InstanceType ?? InstanceType,
        Region = row.Region ?? Region,
        AvailabilityZone = row.AvailabilityZone ?? AvailabilityZone,
        Ami = row.Ami ?? Ami,
        KeyPair = row.KeyPair ?? KeyPair,
        IamRole = row.IamRole ?? IamRole,
        Spot = row.Spot ?? Spot,
        SpotMaxPrice = row.SpotMaxPrice ?? SpotMaxPrice,
        Accelerators = row.Accelerators ?? Accelerators,
    };
}
