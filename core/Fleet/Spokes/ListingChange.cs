using Muster.Sets;

namespace Muster.Fleet;

/// <summary>How a spoke's record changes with its listings. Pure: pages may come in any order, and more than once.</summary>
public static class ListingChange
{
    /// <summary>A listing is asked for; an earlier one that is under way settles nothing any more.</summary>
    public static SpokeRecord Begin(this SpokeRecord spoke, string listing, DateTimeOffset now) =>
        spoke with { Version = spoke.Version + 1, Listing = new(listing, now, IndexSet.Empty, null) };

    /// <summary>A page was read, and what follows from it was done.</summary>
    /// <returns>The record to write; null: it is of another listing, or came before.</returns>
    public static SpokeRecord? Take(this SpokeRecord spoke, string listing, int page, bool isLast)
    {
        if (spoke.Listing is not { } under || under.Id != listing || under.Pages.Contains(page))
            return null;
        var next = under with { Pages = under.Pages.With(page), LastPage = isLast ? page : under.LastPage };
        var done = next.IsComplete && !(spoke.ListedAt > next.BegunAt);
        return spoke with { Version = spoke.Version + 1, Listing = next, ListedAt = done ? next.BegunAt : spoke.ListedAt };
    }
}
