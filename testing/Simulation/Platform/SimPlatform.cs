using Muster.Coordination;
using Muster.Fleet;
using Muster.Grants;
using Muster.Offers;
using Muster.Runs;
using Muster.Stores;
using Muster.Sweeps;
using Muster.Testing.Simulation.Fleet;
using Muster.Testing.Simulation.Scenarios;

namespace Muster.Testing.Simulation.Platform;

/// <summary>
/// The hub of a platform: it offers what its spokes have, gathers launches into fleets, orders them by events, and records what answers say; and it has
/// spokes list their instances, page by page. Orders, answers and pages may come late, twice, in any order, or never. Decisions are the real ones.
/// </summary>
internal sealed class SimPlatform
{
    /// <summary>As whom it writes records.</summary>
    public const string Name = "platform";

    private static readonly TimeSpan GatheringFor = TimeSpan.FromSeconds(2);

    /// <summary>How long a listing is waited for before another one is begun.</summary>
    private static readonly TimeSpan ListingWithin = TimeSpan.FromSeconds(30);

    private static readonly FleetTagNames Tags = new("d", "o", "launched", "r", "f");

    private readonly SimulatedSweep sim;
    private readonly PlatformPlan plan;
    private readonly Dictionary<SpokeKey, SimSpoke> truth = [];
    private readonly Dictionary<SpokeKey, (SpokeRecord Record, Catalogue Catalogue)> spokes = [];
    private readonly Dictionary<SpokeKey, FleetChoice> choices = [];
    private readonly Dictionary<string, List<LaunchIntent>> gathering = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SimFleet> fleets = new(StringComparer.Ordinal);
    private readonly HashSet<string> leaving = new(StringComparer.Ordinal);
    private int listings;

    public SimPlatform(SimulatedSweep sim, PlatformPlan plan)
    {
        (this.sim, this.plan) = (sim, plan);
        foreach (var region in sim.Scenario.Regions)
        {
            for (var account = 1; account <= plan.Accounts; account++)
            {
                var key = new SpokeKey($"{account}", region.Name);
                truth[key] = new(sim, key, region);
                spokes[key] = (truth[key].Said(), truth[key].Catalogue());
            }
        }
    }

    /// <summary>Orders and answers that are under way.</summary>
    public int Pending { get; private set; }

    private PlatformFaults Faults => sim.IsQuiet ? PlatformFaults.None : plan.Faults;

    /// <summary>Whether an instance was said to be taken back.</summary>
    public bool IsLeaving(string instance) => leaving.Contains(instance);

    public IReadOnlyList<Offer> Offers()
    {
        if (sim.Records.Run(sim.Scenario.Run.Id) is not { } run)
            return [];
        var offers = PlatformOffers.Decide(new()
        {
            Run = run,
            Spec = new() { Name = "sweep", Command = "true", BudgetUsd = run.BudgetUsd, RegionDistribution = plan.Distribution },
            Book = sim.Records.Book(run.Id) ?? new GrantBook { Run = run.Id, Version = 0, LockEpoch = 0 },
            Spokes = [.. spokes.Values.Select(spoke => new SpokeOffers(spoke.Record, spoke.Catalogue))],
            Leaving = sim.Cloud.Alive.Where(machine => IsLeaving(machine.Name)).Select(machine => machine.Token).ToHashSet(StringComparer.Ordinal),
            Policy = plan.Policy with { FleetMost = plan.FleetMost },
            Now = sim.World.Utc,
        });
        foreach (var offer in offers.Where(offer => offer.Offer.Problem is null))
            choices[offer.Spoke!.Value] = offer.Choice!;
        return [.. offers.Select(offer => offer.Offer)];
    }

    /// <summary>Takes a launch: it goes with those of its fleet that come at about the same time. Asked again, the fleet that has it is sent again.</summary>
    public void Take(LaunchIntent intent)
    {
        // What comes after its fleet was sent would change the request: it is not launched any more, and a listing settles it.
        var fleet = intent.Fleet ?? intent.Key.Token;
        if (fleets.TryGetValue(fleet, out var sent))
        {
            Order(sent);
            return;
        }

        if (!gathering.TryGetValue(fleet, out var members))
        {
            gathering[fleet] = members = [];
            Later(GatheringFor, () => Freeze(fleet));
        }

        if (members.TrueForAll(member => member.Key != intent.Key))
            members.Add(intent);
    }

    private void Freeze(string token)
    {
        gathering.Remove(token, out var members);
        var spoke = new SpokeKey(members![0].Account!, members[0].Region);
        if (!choices.TryGetValue(spoke, out var choice))
            return;
        var order = new FleetOrder("sim", members[0].Key.Run, token, members.Count, choice, Tags);
        var fleet = fleets[token] = new(token, spoke, members, choice, FleetRequest.Write(order));
        Order(fleet);
    }

    private void Order(SimFleet fleet)
    {
        var record = spokes[fleet.Spoke].Record;
        if (Governor.Take(record.Governor, 1, sim.World.Utc, plan.Policy.Governor) is not { } taken)
        {
            sim.World.Note(Name, "order waits for its turn", fleet.Token);
            return;
        }

        Change(record with { Governor = taken });
        Send("order", fleet.Token, () => Arrive(fleet));
    }

    private void Arrive(SimFleet fleet)
    {
        var launch = sim.World.Utc > fleet.NotAfter ? new LaunchOutcome.Refused($"It is past {fleet.NotAfter:T}.") : truth[fleet.Spoke].CreateFleet(fleet);
        foreach (var instance in launch.Instances)
            PlanTakingBack(instance.Id);
        Send("answer", fleet.Token, () => Record(fleet, launch));
    }

    private void Record(SimFleet fleet, LaunchOutcome launch)
    {
        var (now, policy) = (sim.World.Utc, plan.Policy);
        var spoke = CapacityFailures.Remember(CapacityFailures.Forget(spokes[fleet.Spoke].Record, launch.Instances, now), launch.Errors, fleet.Choice.Overrides, fleet.Choice.Spot, now, policy);
        if (launch.Errors.Any(error => error.Kind == LaunchErrorKind.Throttled))
            spoke = spoke with { Governor = Governor.Throttle(spoke.Governor, now, policy.Governor) };
        Change(spoke);
        foreach (var step in LaunchRecording.For(Intents(fleet), launch).Steps)
            Move(step);
    }

    /// <summary>What listings told that were begun late enough to tell of everything that is Unknown; null: they have not all come, page by page, and what is missing is asked for.</summary>
    public IReadOnlyDictionary<string, string>? List(RunId run)
    {
        var open = sim.Records.OpenIntents(run);
        var isWhole = true;
        foreach (var unknown in open.Where(intent => intent is { State: IntentState.Unknown, Account: not null }).GroupBy(intent => new SpokeKey(intent.Account!, intent.Region)))
        {
            if (spokes[unknown.Key].Record.ListedAt > unknown.Max(intent => intent.NotAfter))
                continue;
            isWhole = sim.Options.Mutation == SimMutation.PagesMissing;
            BeginListing(unknown.Key, unknown.Max(intent => intent.NotAfter));
        }

        return isWhole ? open.Where(intent => intent.Instance is not null).ToDictionary(intent => intent.Key.Token, intent => intent.Instance!, StringComparer.Ordinal) : null;
    }

    private void BeginListing(SpokeKey key, DateTimeOffset after)
    {
        var (record, now) = (spokes[key].Record, sim.World.Utc);
        if (now <= after || (record.Listing is { IsComplete: false } under && under.BegunAt > after && now - under.BegunAt < ListingWithin))
            return;
        var listing = $"l{++listings}";
        Put(record.Begin(listing, now));
        Send("listing", listing, () =>
        {
            var instances = truth[key].Instances;
            for (var page = 0; page < Math.Max(1, instances.Count); page++)
            {
                var (number, isLast, found) = (page, page >= instances.Count - 1, instances.ElementAtOrDefault(page));
                Send("page", $"{listing}/{number}", () => TakePage(key, listing, number, isLast, found));
            }
        });
    }

    /// <summary>As on the platform: first what the page tells is done, and then it counts.</summary>
    private void TakePage(SpokeKey key, string listing, int number, bool isLast, SimMachine? found)
    {
        if (found is not null && fleets.Values.FirstOrDefault(fleet => fleet.Members.Any(member => member.Key.Token == found.Token)) is { } fleet
            && Intents(fleet).All(intent => intent.Instance != found.Name) && LaunchRecording.Settle(Intents(fleet), found.Name) is { } step)
            Move(step);
        if (spokes[key].Record.Take(listing, number, isLast) is { } next)
            Put(next);
    }

    private IReadOnlyList<LaunchIntent> Intents(SimFleet fleet) => [.. fleet.Members.Select(member => sim.Records.Intent(member.Key)).OfType<LaunchIntent>()];

    private void Move(IntentStep step)
    {
        if (!step.BarsWorker || sim.Records.Write(Name, WorkerBar.For(step.Next)) == WriteAnswer.Written)
            sim.Records.Write(Name, step.Next);
    }

    private void PlanTakingBack(string instance)
    {
        if (Faults.TakenBackAfter is not { } mean || !sim.Cloud.Taken.Add(instance))
            return;
        sim.World.After(mean * -Math.Log(1 - sim.World.Chance.Next()), () =>
        {
            if (sim.IsQuiet || sim.Cloud.Alive.FirstOrDefault(machine => machine.Name == instance) is not { } machine)
                return;
            sim.World.Note(instance, "is to be taken back");
            leaving.Add(instance);
            sim.World.After(sim.World.Chance.UpTo(TimeSpan.FromMinutes(2)), () => machine.Die("is taken back"));
        });
    }

    /// <summary>An event: it may come late, twice, or never.</summary>
    private void Send(string what, string about, Action arrives)
    {
        if (sim.World.Chance.Happens(Faults.Lost))
        {
            sim.World.Note(Name, $"{what} lost", about);
            return;
        }

        Deliver();
        if (sim.World.Chance.Happens(Faults.Doubled))
            Deliver();

        void Deliver() => Later(sim.World.Chance.UpTo(sim.World.Chance.Happens(0.5) ? TimeSpan.FromSeconds(1) : Faults.Latest), () =>
        {
            sim.World.Note(Name, $"{what} arrives", about);
            arrives();
        });
    }

    private void Later(TimeSpan after, Action what)
    {
        Pending++;
        sim.World.After(after, () =>
        {
            Pending--;
            what();
        });
    }

    private void Change(SpokeRecord next) => Put(next with { Version = next.Version + 1 });

    private void Put(SpokeRecord next) => spokes[next.Key] = (next, spokes[next.Key].Catalogue);
}
