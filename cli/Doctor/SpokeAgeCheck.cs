using Muster.Cli.Rendering;
using Muster.Cli.Stores;
using Muster.Fleet;
using Muster.Units;

namespace Muster.Cli.Doctor;

/// <summary>Whether what a platform does by schedule was done lately in every spoke.</summary>
/// <param name="address">The store.</param>
/// <param name="context">The clock; opens the store.</param>
/// <param name="what">What is done.</param>
internal sealed class SpokeAgeCheck(StoreAddress address, CommandContext context, ScheduledWork what) : IDoctorCheck
{
    /// <summary>The reaper, which looks every 10 minutes for instances that nobody needs.</summary>
    public static ScheduledWork Reaper { get; } = new("reaper", "complete listing", TimeSpan.FromMinutes(30), static spoke => spoke.ListedAt, "Look at the executions of the hub's machine 'reap' and of the spoke's 'list'; instances that nobody needs may go on.");

    /// <summary>The catalogue of types and prices, which is read every day.</summary>
    public static ScheduledWork Catalogue { get; } = new("catalogue", "catalogue", TimeSpan.FromHours(48), static spoke => spoke.CatalogueAt, "Look at the executions of the spoke's machine 'catalogue'; until then types and prices are those of before.");

    /// <inheritdoc />
    public string Name => what.Name;

    /// <inheritdoc />
    public async Task<Finding> LookAsync(CancellationToken cancel)
    {
        using var store = context.OpenStore(address);
        return store?.Platform is { } platform && await platform.Fleet.ListSpokesAsync(cancel) is { Count: > 0 } spokes
            ? Judge(what, spokes, context.Time.GetUtcNow())
            : Finding.Skip($"No platform is deployed for {address.Text}.");
    }

    /// <summary>Decides: what was never done, or not lately, is a warning.</summary>
    public static Finding Judge(ScheduledWork what, IReadOnlyList<SpokeRecord> spokes, DateTimeOffset now)
    {
        var late = spokes.Where(spoke => !(now - what.At(spoke) <= what.Within)).Select(spoke => $"{spoke.Key} ({(what.At(spoke) is { } at ? Human.Ago(at, now) : "never")})").ToList();
        return late.Count > 0
            ? Finding.Warn($"The last {what.Thing} is older than {Duration.Format(what.Within)}: {string.Join(", ", late)}", what.Fix)
            : Finding.Ok($"The last {what.Thing}: {string.Join(", ", spokes.Select(spoke => $"{spoke.Key} {Human.Ago(what.At(spoke)!.Value, now)}"))}");
    }
}

/// <summary>Something that a platform does by schedule in every spoke.</summary>
/// <param name="Name">The check's name.</param>
/// <param name="Thing">What comes of it, for people.</param>
/// <param name="Within">How old that may be.</param>
/// <param name="At">When it was done last (UTC); null: never.</param>
/// <param name="Fix">What to do.</param>
internal sealed record ScheduledWork(string Name, string Thing, TimeSpan Within, Func<SpokeRecord, DateTimeOffset?> At, string Fix);
