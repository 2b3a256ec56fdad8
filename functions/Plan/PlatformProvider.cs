using Muster.Fleet;
using Muster.Functions.Stores;
using Muster.Offers;
using Muster.Runs;
using Muster.Stores;
using Muster.Sweeps;

namespace Muster.Functions.Plan;

/// <summary>
/// EC2 behind buses, as a coordinator sees it for one tick: a launch is an order that is sent after the tick and answered before some later one; so no
/// call here has an answer at once, and what came of a launch is found in the store.
/// </summary>
/// <param name="platform">The world.</param>
/// <param name="store">The store, as this tick sees it.</param>
/// <param name="source">Specs and catalogues.</param>
/// <param name="troubled">The run's instances that do not simply run.</param>
/// <param name="deadline">The tick's deadline.</param>
internal sealed class PlatformProvider(Platform platform, TickStore store, OfferSource source, IReadOnlyList<InstanceRecord> troubled, CancellationToken deadline) : IProvider
{
    private readonly List<LaunchIntent> queued = [];
    private readonly HashSet<SpokeKey> unlisted = [];

    /// <summary>The intents that are to be sent.</summary>
    public IReadOnlyList<LaunchIntent> Queued => queued;

    /// <summary>The spokes whose listings are waited for.</summary>
    public IReadOnlyCollection<SpokeKey> Unlisted => unlisted;

    /// <summary>What was offered in this tick, with how it is launched.</summary>
    public IReadOnlyList<PlatformOffer> Offered { get; private set; } = [];

    /// <inheritdoc />
    public async Task<IReadOnlyList<Offer>> OffersAsync(RunId run, CancellationToken cancel)
    {
        if (store.Run is not { } record || record.Id != run || store.Book is not { } book)
            throw new ProviderUnavailableException($"The run {run} was not read in this tick.");
        var leaving = troubled.Select(instance => instance.Token).OfType<string>().ToHashSet(StringComparer.Ordinal);
        if (IsSteady(record, book, leaving))
            return []; // reads no catalogue
        try
        {
            var spec = await source.SpecAsync(record, deadline);
            Offered = PlatformOffers.Decide(new()
            {
                Run = record,
                Spec = spec,
                Book = book,
                Spokes = await source.SpokesAsync(FleetWish.Of(record, spec), deadline),
                Leaving = leaving,
                Policy = platform.Offers,
                Now = platform.Now,
            });
            return [.. Offered.Select(offer => offer.Offer)];
        }
        catch (SpecGoneException error)
        {
            return [new("nowhere", 0, 0, null, error.Message)];
        }
        catch (Exception error) when (error is IOException or StoreUnavailableException)
        {
            throw new ProviderUnavailableException($"The offers of {run} could not be read: {error.Message}", error);
        }
    }

    /// <summary>Whether nothing can be wanted: every granted worker works, and grants cover what points ask for, or what the run's limit leaves.</summary>
    private bool IsSteady(RunRecord run, Muster.Grants.GrantBook book, IReadOnlySet<string> leaving) =>
        book.Grants.All(grant => store.Working.Contains(grant.Worker) && !leaving.Contains(grant.Worker))
        && (run.MaxConcurrent <= book.Slots || run.Round.PointCount - run.Progress.Counts.Ended <= book.Slots);

    /// <inheritdoc />
    public Task<LaunchAnswer> LaunchAsync(LaunchIntent intent, CancellationToken cancel)
    {
        if (intent.Account is null)
            return Task.FromResult(LaunchAnswer.Refused("Its intent names no account; another kind of coordinator recorded it."));
        queued.Add(intent);
        throw new ProviderUnavailableException($"The launch of {intent.Key} is ordered after this tick; its answer is recorded later.");
    }

    /// <inheritdoc />
    public async Task<IReadOnlyDictionary<string, string>> ListAsync(RunId run, CancellationToken cancel)
    {
        var open = await store.ListOpenIntentsAsync(run, deadline);
        var unknown = open.Where(intent => intent is { State: IntentState.Unknown, Account: not null }).ToList();
        foreach (var spoke in unknown.GroupBy(intent => new SpokeKey(intent.Account!, intent.Region)))
        {
            var after = spoke.Max(intent => intent.NotAfter) + platform.Pace.Grace;
            if (await platform.Fleet.GetSpokeAsync(spoke.Key, deadline) is not { ListedAt: { } listed } || listed <= after)
                unlisted.Add(spoke.Key);
        }

        if (unlisted.Count > 0)
            throw new ProviderUnavailableException($"A listing of {string.Join(", ", unlisted)} that was begun late enough is not complete yet.");
        // A page of the listing has given its instances to the intents that waited for them, before it counted.
        return open.Where(intent => intent.Instance is not null).ToDictionary(intent => intent.Key.Token, intent => intent.Instance!, StringComparer.Ordinal);
    }
}
