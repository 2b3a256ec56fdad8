namespace Muster.Fleet;

/// <summary>What a machine of a cloud can learn of itself, from where no other machine can ask.</summary>
public interface IInstanceMetadata
{
    /// <summary>Which machine this is.</summary>
    /// <exception cref="InstanceMetadataException">There is no answer, or none that can be read.</exception>
    Task<InstanceIdentity> GetIdentityAsync(CancellationToken cancel = default);

    /// <summary>Its tags.</summary>
    /// <exception cref="InstanceMetadataException">There is no answer, or tags are not shown to the machine.</exception>
    Task<IReadOnlyDictionary<string, string>> GetTagsAsync(CancellationToken cancel = default);

    /// <summary>That the machine is taken back soon; null: nobody said so.</summary>
    /// <exception cref="InstanceMetadataException">There is no answer, or none that can be read.</exception>
    Task<SpotAction?> FindSpotActionAsync(CancellationToken cancel = default);

    /// <summary>Since when (UTC) the machine is likely to be taken back; null: nobody said so.</summary>
    /// <exception cref="InstanceMetadataException">There is no answer, or none that can be read.</exception>
    Task<DateTimeOffset?> FindRebalanceAsync(CancellationToken cancel = default);
}

/// <summary>Which machine it is.</summary>
/// <param name="Id">Its id at its provider, such as <c>i-0abc</c>.</param>
/// <param name="Account">Its account, 12 digits.</param>
/// <param name="Region">Its region, such as <c>eu-west-1</c>.</param>
/// <param name="Zone">Its availability zone, such as <c>eu-west-1a</c>.</param>
/// <param name="LaunchedAt">When it was launched, or started again after a stop (UTC).</param>
public sealed record InstanceIdentity(string Id, string Account, string Region, string Zone, DateTimeOffset LaunchedAt)
{
    /// <summary>How long the machine has lived, 0 or more: from its launch on, but never longer than its own clock has run since it started.</summary>
    /// <param name="now">The time (UTC).</param>
    /// <param name="uptime">Since its system started, 0 or more; null: unknown.</param>
    public TimeSpan AgeAt(DateTimeOffset now, TimeSpan? uptime) =>
        now - LaunchedAt is var age && age < TimeSpan.Zero ? TimeSpan.Zero : uptime < age ? uptime.Value : age;
}

/// <summary>What happens to a spot machine soon.</summary>
/// <param name="Action">What: <c>terminate</c>, <c>stop</c> or <c>hibernate</c>.</param>
/// <param name="At">When (UTC); null: it cannot be read.</param>
public sealed record SpotAction(string Action, DateTimeOffset? At);
