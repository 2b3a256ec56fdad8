using Muster.Fleet;

namespace Muster.Testing.Instances;

/// <summary>A machine's metadata in memory.</summary>
/// <param name="identity">Which machine it is; null: nobody answers.</param>
public sealed class InMemoryInstanceMetadata(InstanceIdentity? identity) : IInstanceMetadata
{
    private readonly Dictionary<string, string> tags = new(StringComparer.Ordinal);

    /// <summary>Whether its tags are shown; default true.</summary>
    public bool ShowsTags { get; set; } = true;

    /// <summary>That it is taken back; null: nobody said so.</summary>
    public SpotAction? SpotAction { get; set; }

    /// <summary>Since when it is likely to be taken back (UTC); null: nobody said so.</summary>
    public DateTimeOffset? Rebalance { get; set; }

    /// <summary>Sets a tag; null takes it away.</summary>
    public void Tag(string key, string? value)
    {
        if (value is null)
            tags.Remove(key);
        else
            tags[key] = value;
    }

    /// <inheritdoc />
    public Task<InstanceIdentity> GetIdentityAsync(CancellationToken cancel = default) => Answer(identity ?? throw NoAnswer());

    /// <inheritdoc />
    public Task<IReadOnlyDictionary<string, string>> GetTagsAsync(CancellationToken cancel = default) =>
        ShowsTags ? Answer<IReadOnlyDictionary<string, string>>(new Dictionary<string, string>(tags, StringComparer.Ordinal)) : throw new InstanceMetadataException("The tags of this machine are not shown to it.");

    /// <inheritdoc />
    public Task<SpotAction?> FindSpotActionAsync(CancellationToken cancel = default) => Answer(SpotAction);

    /// <inheritdoc />
    public Task<DateTimeOffset?> FindRebalanceAsync(CancellationToken cancel = default) => Answer(Rebalance);

    private Task<T> Answer<T>(T answer) => identity is null ? throw NoAnswer() : Task.FromResult(answer);

    private static InstanceMetadataException NoAnswer() => new("This machine is no instance.");
}
