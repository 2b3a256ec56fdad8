using Muster.Chunks;
using Muster.Placement;
using Muster.Runs;
using Muster.Sweeps;

namespace Muster.Offers;

/// <summary>
/// What a run asks of a machine. A worker takes points of all pools, so a machine must do for all of them that are not done yet.
/// </summary>
/// <param name="Placements">Where the points may run; each holds.</param>
/// <param name="Spec">What a point needs, and the rest.</param>
public sealed record FleetWish(IReadOnlyList<PlacementSpec> Placements, SweepSpec Spec)
{
    private IReadOnlyList<InstanceTypePattern>? _patterns;

    /// <summary>What a run asks, by the pools of its round that have something left.</summary>
    public static FleetWish Of(RunRecord run, SweepSpec spec)
    {
        List<PoolPlan> left = [.. run.Round.Pools.Where(pool => run.Progress.Of(pool.Number).Count < pool.ChunkCount)];
        return new([.. (left.Count > 0 ? left : run.Round.Pools).Select(pool => pool.Placement).Distinct()], spec);
    }

    /// <summary>Whether spot is asked for; on demand does for points that did not ask for spot too, so all must.</summary>
    public bool Spot => Placements.All(placement => placement.Spot == true);

    /// <summary>Highest spot price in USD per hour; null: up to the on-demand price, or not spot.</summary>
    public decimal? SpotMaxUsd => Spot ? Placements.Min(placement => placement.SpotMaxPrice) : null;

    /// <summary>Whether an instance can hibernate when it is done.</summary>
    public bool Hibernates => Spec.OnComplete == OnComplete.Hibernate;

    /// <summary>The regions that are named, each once.</summary>
    public IReadOnlyList<string> Regions => [.. Placements.Select(placement => placement.Region).OfType<string>().Distinct()];

    /// <summary>Whether instances may be in a region at all.</summary>
    public bool Takes(string region) =>
        Regions.All(named => named == region)
        && (Spec.Regions.Count == 0 || Spec.Regions.Contains(region))
        && !Spec.ExcludeRegions.Contains(region);

    /// <summary>Whether instances may be in a zone.</summary>
    public bool TakesZone(string zone) => Placements.All(placement => placement.AvailabilityZone is null || placement.AvailabilityZone == zone);

    /// <summary>Whether a type is one of those meant. Where none is named, those are left out that nobody means: burstable ones, whose cores stall, bare metal, and GPUs that nobody uses.</summary>
    public bool TakesType(InstanceType type)
    {
        _patterns ??= [.. Placements.Select(placement => placement.InstanceType).OfType<string>().Distinct().Select(InstanceTypePattern.Parse)];
        return _patterns.All(pattern => pattern.Matches(type.Name))
            && Placements.All(placement => placement.Accelerators is null || Accelerator.Parse(placement.Accelerators).IsIn(type))
            && (_patterns.Count > 0 || IsUsual(type));
    }

    private bool IsUsual(InstanceType type) =>
        !(type.Name[0] == 't' && type.Name.Length > 1 && char.IsAsciiDigit(type.Name[1]))
        && !type.Name.Contains(".metal", StringComparison.Ordinal)
        && (type.Gpus == 0 || WantsGpus);

    private bool WantsGpus =>
        Placements.Any(placement => placement.Accelerators is not null) || Spec.Resources.Gpus > 0 || Spec.Graph?.Jobs.Any(job => job.Resources.Gpus > 0) == true;
}
