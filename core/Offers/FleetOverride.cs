namespace Muster.Offers;

/// <summary>One way in which a fleet may launch an instance.</summary>
/// <param name="InstanceType">The type.</param>
/// <param name="Subnet">The subnet.</param>
/// <param name="Zone">The subnet's availability zone.</param>
/// <param name="MaxUsd">Highest spot price in USD per hour; null: up to the on-demand price, or not spot.</param>
public sealed record FleetOverride(string InstanceType, string Subnet, string Zone, decimal? MaxUsd = null);
