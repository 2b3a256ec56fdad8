using Muster.Fleet;

namespace Muster.Tests.Conformance;

/// <summary>What every source of a machine's metadata does. Each adapter's tests inherit it.</summary>
public abstract class InstanceMetadataConformance
{
    /// <summary>The machine of all tests.</summary>
    protected static readonly InstanceIdentity Me = new("i-0abc", "111122223333", "eu-west-1", "eu-west-1a", new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    private static readonly DateTimeOffset Soon = new(2026, 3, 1, 12, 2, 0, TimeSpan.Zero);

    /// <summary>The metadata of <see cref="Me"/>; it has no tags and no notices at first.</summary>
    protected abstract IInstanceMetadata Metadata { get; }

    /// <summary>Gives the machine a tag.</summary>
    protected abstract void Tag(string key, string value);

    /// <summary>From now on the machine's tags are not shown to it.</summary>
    protected abstract void HideTags();

    /// <summary>From now on this is said of the machine; null: nothing.</summary>
    protected abstract void Say(SpotAction? action, DateTimeOffset? rebalance);

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_machine_knows_which_it_is() => Assert.Equal(Me, await Metadata.GetIdentityAsync(Cancel));

    [Fact]
    public async Task Tags_come_as_they_were_given()
    {
        Assert.Empty(await Metadata.GetTagsAsync(Cancel));
        Tag("muster:run", "r0123456789abcde");
        Tag("Name", "of the team, with = and ü");

        Assert.Equal(
            [new("Name", "of the team, with = and ü"), new("muster:run", "r0123456789abcde")],
            (await Metadata.GetTagsAsync(Cancel)).OrderBy(tag => tag.Key, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Tags_that_are_not_shown_are_an_error_and_not_none()
    {
        HideTags();

        await Assert.ThrowsAsync<InstanceMetadataException>(() => Metadata.GetTagsAsync(Cancel));
    }

    [Fact]
    public async Task Notices_stand_until_they_are_taken_back()
    {
        Assert.Equal((null, null), (await Metadata.FindSpotActionAsync(Cancel), await Metadata.FindRebalanceAsync(Cancel)));
        Say(new("terminate", Soon), Soon.AddMinutes(-5));

        Assert.Equal((new SpotAction("terminate", Soon), Soon.AddMinutes(-5)), (await Metadata.FindSpotActionAsync(Cancel), await Metadata.FindRebalanceAsync(Cancel)));
        Say(null, null);

        Assert.Equal((null, null), (await Metadata.FindSpotActionAsync(Cancel), await Metadata.FindRebalanceAsync(Cancel)));
    }
}
