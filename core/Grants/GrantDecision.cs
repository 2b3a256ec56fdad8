using Muster.Coordination;
using Muster.Fleet;
using Muster.Runs;
using Muster.Workers;

namespace Muster.Grants;

/// <summary>What the grants of a run shall be next. Pure; the coordinator writes the book before it acts on it.</summary>
/// <param name="Book">The next book, one version on; the same object as before when nothing changes.</param>
/// <param name="Launches">Intents to record and send; each has its grant in the book.</param>
/// <param name="Reason">Why no more was granted; null: nothing waits for a grant.</param>
public sealed record GrantDecision(GrantBook Book, IReadOnlyList<LaunchIntent> Launches, WaitReason? Reason)
{
    /// <summary>Decides.</summary>
    public static GrantDecision Next(GrantFacts facts)
    {
        var settled = facts.Book.SettledUsd + facts.Gone.Sum(gone => gone.CostUsd);
        var kept = facts.Book.Grants.Where(grant => !facts.Gone.Any(gone => gone.Worker == grant.Worker)).ToList();
        for (var i = 0; i < kept.Count; i++)
        {
            var others = settled + kept.Sum(grant => grant.ReservedUsd) - kept[i].ReservedUsd;
            kept[i] = Extend(kept[i] with { Mode = ModeOf(kept[i], facts) }, facts, others);
        }

        if (facts.Mode == GrantMode.Run)
            kept = GrantSlots.Fit(kept, facts);
        var draft = facts.Book with { Grants = kept, SettledUsd = settled, CancelledPoints = facts.Run.CancelledPoints };
        if (facts.Mode != GrantMode.Run)
            return new(Stamp(draft, facts), [], null);
        var (joined, refusal) = Join(draft, facts);
        var (book, launches, reason) = Launch(joined, facts);
        return new(Stamp(book, facts), launches, reason ?? refusal);
    }

    /// <summary>A worker whose machine goes away finishes what it can, and claims nothing more.</summary>
    private static GrantMode ModeOf(Grant grant, GrantFacts facts) =>
        facts.Mode == GrantMode.Run && facts.Leaving.Contains(grant.Worker) ? GrantMode.Drain : facts.Mode;

    private static GrantBook Stamp(GrantBook book, GrantFacts facts) =>
        book.SettledUsd == facts.Book.SettledUsd && book.CancelledPoints.Equals(facts.Book.CancelledPoints) && book.Grants.SequenceEqual(facts.Book.Grants)
            ? facts.Book
            : book with { Version = facts.Book.Version + 1, LockEpoch = facts.LockEpoch, RunVersion = facts.Run.Version };

    private static Grant Extend(Grant grant, GrantFacts facts, decimal othersUsd)
    {
        var worker = facts.Workers.FirstOrDefault(worker => worker.Key.Worker == grant.Worker);
        if (worker is null || facts.Mode != GrantMode.Run || worker.Renewals <= grant.FromRenewal)
            return grant;
        if (grant.FromRenewal > 0 && worker.Age - grant.FromAge < grant.ValidFor / 2)
            return grant;
        foreach (var validFor in facts.Lengths)
        {
            var reserved = Cost(grant.UsdPerHour, worker.Age + validFor + facts.Policy.Skew);
            var horizon = worker.Age + validFor;
            var before = grant.FromAge + grant.ValidFor;
            if (horizon > before && Fits(facts, othersUsd + reserved))
                return grant with { FromRenewal = worker.Renewals, FromAge = worker.Age, ValidFor = validFor, ReservedUsd = Math.Max(reserved, grant.ReservedUsd) };
        }

        return grant;
    }

    /// <summary>Workers that nobody launched come by themselves: they get what the limits leave, before others are started.</summary>
    private static (GrantBook Book, WaitReason? Reason) Join(GrantBook book, GrantFacts facts)
    {
        WaitReason? reason = null;
        foreach (var worker in facts.Workers.Where(worker => worker.Round == facts.Run.Round.Number && book.Of(worker.Key.Worker) is null))
        {
            var (grant, refusal) = JoinedGrant(book, worker, facts);
            reason ??= refusal;
            if (grant is not null)
                book = book with { Grants = [.. book.Grants, grant] };
        }

        return (book, reason);
    }

    private static (Grant? Grant, WaitReason? Refusal) JoinedGrant(GrantBook book, WorkerRecord worker, GrantFacts facts)
    {
        var slots = SlotsLeft(book, worker.Slots, worker.Region, facts);
        if (slots <= 0)
            return (null, null);
        foreach (var validFor in facts.Lengths)
        {
            var reserved = Cost(facts.JoinedUsdPerHour, worker.Age + validFor + facts.Policy.Skew);
            if (Fits(facts, book.CommittedUsd + reserved))
            {
                return (new()
                {
                    Worker = worker.Key.Worker,
                    Slots = slots,
                    Region = worker.Region,
                    FromRenewal = worker.Renewals,
                    FromAge = worker.Age,
                    ValidFor = validFor,
                    UsdPerHour = facts.JoinedUsdPerHour,
                    ReservedUsd = reserved,
                }, null);
            }
        }

        return (null, ShortBudget(book, facts.JoinedUsdPerHour, facts));
    }

    private static int SlotsLeft(GrantBook book, int offered, string region, GrantFacts facts)
    {
        var run = facts.Run;
        var wanted = facts.PointsLeft - book.Grants.Where(grant => !facts.Leaving.Contains(grant.Worker)).Sum(grant => (long)grant.MayUse);
        var slots = Math.Min(offered, wanted);
        slots = Math.Min(slots, (run.MaxConcurrent ?? int.MaxValue) - (long)book.Slots);
        return (int)Math.Max(0, Math.Min(slots, (run.MaxConcurrentPerRegion ?? int.MaxValue) - (long)book.SlotsIn(region)));
    }

    private static WaitReason ShortBudget(GrantBook book, decimal price, GrantFacts facts) =>
        new(WaitCause.Budget, $"A worker at {price} USD per hour does not fit the budget of {facts.Run.BudgetUsd} USD, of which {book.CommittedUsd:0.####} USD are spent or set aside.");

    private static (GrantBook Book, List<LaunchIntent> Launches, WaitReason? Reason) Launch(GrantBook book, GrantFacts facts)
    {
        var launches = new List<LaunchIntent>();
        WaitReason? reason = null;
        foreach (var offer in facts.Offers ?? [])
        {
            var fleet = launches.Count;
            for (var workers = book.Grants.Count(grant => grant.Region == offer.Region); workers < offer.Workers; workers++)
            {
                var (grant, refusal) = NewGrant(book, offer, facts);
                reason ??= refusal;
                if (grant is null)
                    break;
                book = book with { Grants = [.. book.Grants, grant], NextWorker = book.NextWorker + 1 };
                if (launches.Count - fleet >= facts.Policy.FleetMost)
                    fleet = launches.Count;
                var intent = IntentFor(grant, facts.Run, facts.LockEpoch, facts.Now + facts.Policy.LaunchWithin);
                launches.Add(offer.Account is null ? intent : intent with { Account = offer.Account, Fleet = fleet < launches.Count ? launches[fleet].Key.Token : intent.Key.Token });
            }
        }

        return (book, launches, reason ?? Hindrance(book, facts));
    }

    /// <summary>What offers have no worker for, as far as one is wanted still: the one that is tried next is told, and whether others are no better.</summary>
    private static WaitReason? Hindrance(GrantBook book, GrantFacts facts)
    {
        var hindered = (facts.Offers ?? []).Where(offer => offer.Problem is not null && SlotsLeft(book, 1, offer.Region, facts) > 0).ToList();
        if (hindered.Count == 0)
            return null;
        var first = hindered.MinBy(offer => offer.NextTry ?? DateTimeOffset.MaxValue)!;
        var others = hindered.Where(offer => offer != first).Select(offer => offer.Account is null ? offer.Region : $"{offer.Account}/{offer.Region}").ToList();
        var text = others.Count == 0 ? first.Problem! : $"{first.Problem} No more is to be had of {string.Join(", ", others.Take(5))}{(others.Count > 5 ? $" and {others.Count - 5} others" : "")} either.";
        return new(first.ProblemCause, text, first.NextTry ?? facts.Now + facts.Policy.BlockedTick);
    }

    private static (Grant? Grant, WaitReason? Refusal) NewGrant(GrantBook book, Offer offer, GrantFacts facts)
    {
        var run = facts.Run;
        var slots = SlotsLeft(book, offer.Slots, offer.Region, facts);
        if (slots <= 0)
            return (null, null);
        if (run.BudgetUsd is not null && offer.UsdPerHour is null)
            return (null, new(WaitCause.Budget, $"The run has a budget of {run.BudgetUsd} USD, but region {offer.Region} has no price; remove the budget or configure a price."));
        var price = offer.UsdPerHour ?? 0;
        foreach (var validFor in facts.Lengths)
        {
            // A machine costs money from its launch; the grant is used from the worker's beginning, which may be so much later.
            var reserved = Cost(price, facts.Policy.JoinWithin + validFor + facts.Policy.Skew);
            if (Fits(facts, book.CommittedUsd + reserved))
            {
                return (new()
                {
                    Worker = $"w{facts.LockEpoch}-{book.NextWorker}",
                    Slots = slots,
                    Region = offer.Region,
                    ValidFor = validFor,
                    UsdPerHour = price,
                    ReservedUsd = reserved,
                }, null);
            }
        }

        return (null, ShortBudget(book, price, facts));
    }

    /// <summary>The intent to start a grant's worker.</summary>
    internal static LaunchIntent IntentFor(Grant grant, RunRecord run, long lockEpoch, DateTimeOffset notAfter) => new()
    {
        Key = new(run.Id, grant.Worker),
        Version = 1,
        State = IntentState.Recorded,
        LockEpoch = lockEpoch,
        Round = run.Round.Number,
        Slots = grant.Slots,
        Region = grant.Region,
        NotAfter = notAfter,
    };

    private static bool Fits(GrantFacts facts, decimal committed) => facts.Run.BudgetUsd is not { } budget || committed <= budget;

    /// <summary>What some time costs in USD, rounded up to the millionth so that no reservation is short.</summary>
    public static decimal Cost(decimal usdPerHour, TimeSpan time) =>
        Math.Ceiling(usdPerHour * time.Ticks / TimeSpan.TicksPerHour * 1_000_000m) / 1_000_000m;
}

/// <summary>What a decision on grants rests on.</summary>
public sealed record GrantFacts
{
    /// <summary>The run as read.</summary>
    public required RunRecord Run { get; init; }

    /// <summary>The book as read.</summary>
    public required GrantBook Book { get; init; }

    /// <summary>The lock's epoch of the decider.</summary>
    public required long LockEpoch { get; init; }

    /// <summary>Workers that work.</summary>
    public required IReadOnlyList<WorkerRecord> Workers { get; init; }

    /// <summary>Workers that can use their grant no more, with what they cost for good.</summary>
    public required IReadOnlyList<GoneWorker> Gone { get; init; }

    /// <summary>What could be had; null: unknown, so nothing is launched.</summary>
    public required IReadOnlyList<Offer>? Offers { get; init; }

    /// <summary>What workers that came by themselves cost in USD per hour, 0 or more; default 0.</summary>
    public decimal JoinedUsdPerHour { get; init; }

    /// <summary>Workers whose machines are likely to go away; default: none.</summary>
    public IReadOnlySet<string> Leaving { get; init; } = new HashSet<string>();

    /// <summary>What all workers shall do.</summary>
    public required GrantMode Mode { get; init; }

    /// <summary>Points of the round that have not ended, as far as counted.</summary>
    public required long PointsLeft { get; init; }

    /// <summary>The time (UTC).</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Thresholds.</summary>
    public required CoordinatorPolicy Policy { get; init; }

    /// <summary>Lengths of a grant to try, longest first: where the budget is short, a shorter one may fit.</summary>
    internal IEnumerable<TimeSpan> Lengths
    {
        get
        {
            for (var length = Policy.GrantFor; length >= Policy.GrantLeast; length /= 2)
                yield return length;
        }
    }
}

/// <summary>A worker that can use its grant no more.</summary>
/// <param name="Worker">Its id.</param>
/// <param name="CostUsd">What it cost for good, in USD.</param>
public sealed record GoneWorker(string Worker, decimal CostUsd);
