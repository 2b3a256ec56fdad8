using Muster.Fleet;
using Muster.Tests.Conformance;

namespace Muster.Tests.Core.Fleet;

public class ListingChangeTests
{
    private static readonly SpokeRecord Begun = new SpokeRecord { Key = new("1", "eu"), Version = 4 }.Begin("l1", Samples.Noon);

    [Fact]
    public void A_listing_is_complete_when_every_page_came_in_whatever_order_and_however_often()
    {
        var spoke = Begun.Take("l1", 2, isLast: true)!.Take("l1", 0, isLast: false)!;
        Assert.Null(spoke.ListedAt);
        Assert.Null(spoke.Take("l1", 2, isLast: true));

        var done = spoke.Take("l1", 1, isLast: false)!;

        Assert.Equal((Samples.Noon, true, 8L), (done.ListedAt, done.Listing!.IsComplete, done.Version));
    }

    [Fact]
    public void A_page_of_another_listing_does_not_count() => Assert.Null(Begun.Take("l0", 0, isLast: true));

    [Fact]
    public void An_earlier_listing_settles_nothing_any_more_once_a_later_one_was_asked_for()
    {
        var later = Begun.Begin("l2", Samples.Noon.AddMinutes(10));

        Assert.Null(later.Take("l1", 0, isLast: true));
        Assert.Equal(Samples.Noon.AddMinutes(10), later.Take("l2", 0, isLast: true)!.ListedAt);
    }
}
