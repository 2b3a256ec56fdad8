using Muster.Fleet;
using Muster.Functions.Input;

namespace Muster.Functions.Reap;

/// <summary>A page of a listing.</summary>
/// <param name="Listing">The listing.</param>
/// <param name="Number">0-based.</param>
/// <param name="IsLast">Whether no page comes after it.</param>
/// <param name="Instances">What is on it.</param>
internal sealed record ListedPage(string Listing, int Number, bool IsLast, IReadOnlyList<ListedInstance> Instances)
{
    /// <summary>Reads the detail of a <c>Page Listed</c>.</summary>
    public static ListedPage Read(Fields detail) => new(
        detail.Text("listing"), checked((int)detail.Number("page")), detail.Has("last") ? detail.Flag("last") : throw new InputException($"{detail.What}: the field 'last' is missing; it has to be true or false."),
        [.. detail.Objects("instances").Select(ReadInstance)]);

    private static ListedInstance ReadInstance(Fields instance) => new(
        instance.Text("id"),
        instance.Time("launchTime"),
        instance.Word("state", "pending", "running", "stopping", "stopped", "shutting-down", "terminated"),
        instance.Objects("tags").ToDictionary(tag => tag.Text("Key"), tag => tag.TextOrEmpty("Value"), StringComparer.Ordinal));
}
