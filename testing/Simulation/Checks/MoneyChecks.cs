using Muster.Grants;
using Muster.Runs;
using Muster.Testing.Simulation.Fleet;

namespace Muster.Testing.Simulation.Checks;

/// <summary>
/// Promises 4 and 5 for the grant book. The true cost of a worker is the price of its machine times the time from its
/// launch to its end, by the machine's own clock, whether or not a worker ever began on it; it must be covered by what
/// was set aside or settled for it.
/// </summary>
internal sealed class MoneyChecks(SimulatedSweep sim)
{
    private readonly Dictionary<string, Settlement> settled = new(StringComparer.Ordinal);
    private readonly Dictionary<long, int> limits = [];
    private readonly HashSet<string> everGranted = new(StringComparer.Ordinal);

    /// <summary>Whether a worker ever had a grant.</summary>
    public bool WasGranted(string worker) => everGranted.Contains(worker);

    /// <summary>Machines whose time is the run's: those that were launched for it, and of those that came by themselves the ones that it let work.</summary>
    private IEnumerable<SimMachine> Charged => sim.Cloud.All.Where(machine => !machine.Joins || everGranted.Contains(machine.Token));

    /// <summary>Remembers under which version of the run's record how many points may run.</summary>
    public void Wrote(RunRecord run) => limits[run.Version] = run.MaxConcurrent ?? int.MaxValue;

    public void Wrote(GrantBook? before, GrantBook after)
    {
        var run = sim.Records.Run(after.Run)!;
        sim.World.Require(after.LockEpoch <= (run.Lock?.Epoch ?? 0) && after.LockEpoch >= (before?.LockEpoch ?? 0), 4, () => $"The book was written under epoch {after.LockEpoch} over {before?.LockEpoch}; the lock is at {run.Lock?.Epoch}.");
        // A limit that was lowered is met as points end; until then nothing is added.
        var limit = limits.GetValueOrDefault(after.RunVersion, 0);
        sim.World.Require(after.Slots <= Math.Max(limit, before?.Slots ?? 0), 4, () => $"{after.Slots} slots are granted of {limit}; before there were {before?.Slots ?? 0}.");
        var granted = after.Grants.Where(grant => grant.Mode == GrantMode.Run).Sum(grant => grant.Slots);
        sim.World.Require(granted <= limit || ReferenceEquals(after.Grants, before?.Grants), 4, () => $"Workers may start points on {granted} slots; the limit is {limit}.");
        sim.World.Require(after.RunVersion >= (before?.RunVersion ?? 0), 4, () => $"The book heeded version {before!.RunVersion} of the run, and then {after.RunVersion}.");
        foreach (var region in sim.Scenario.AllRegions)
            sim.World.Require(after.SlotsIn(region.Name) <= (run.MaxConcurrentPerRegion ?? int.MaxValue), 4, () => $"{after.SlotsIn(region.Name)} slots are granted in {region.Name} of {run.MaxConcurrentPerRegion}.");
        sim.World.Require(run.BudgetUsd is not { } budget || after.CommittedUsd <= budget, 5, () => $"{after.SettledUsd} USD settled and {after.ReservedUsd} reserved are more than the budget of {run.BudgetUsd}.");
        sim.World.Require(after.SettledUsd >= (before?.SettledUsd ?? 0), 5, () => $"Settled money fell from {before!.SettledUsd} to {after.SettledUsd}.");
        everGranted.UnionWith(after.Grants.Select(grant => grant.Worker));
        foreach (var grant in after.Grants)
            RequirePriced(run.BudgetUsd, grant);
        Settle(before, after);
    }

    public void Ended(SimMachine machine)
    {
        if (settled.TryGetValue(machine.Token, out var settlement))
            RequireCovered(settlement);
        else if (sim.Records.Book(sim.Scenario.Run.Id)?.Of(machine.Token) is { } grant)
            sim.World.Require(machine.CostUsd <= grant.ReservedUsd, 5, () => $"{machine.Token} cost {machine.CostUsd:0.######} USD in {machine.Lived.TotalSeconds:0.###} s; {grant.ReservedUsd} were set aside.");
    }

    public void Settled()
    {
        var book = sim.Records.Book(sim.Scenario.Run.Id);
        sim.World.Require(book is null || book.Grants.Count == 0, 4, () => $"The run ended and {book!.Grants.Count} grants did not.");
        var (cost, most) = (Charged.Sum(machine => machine.CostUsd), Charged.Sum(machine => machine.LifeUsd));
        var margin = Charged.Sum(machine => GrantDecision.Cost(machine.Region.UsdPerHour ?? 0, sim.Scenario.WorkerPolicy.StopMargin + TimeSpan.FromSeconds(1)));
        sim.World.Require(!sim.Options.Calm || (book?.SettledUsd ?? 0) <= most + margin, 5, () => $"The run cost {most:0.######} USD in truth; {book!.SettledUsd} were settled, which is too much where nothing went wrong.");
        sim.World.Require(cost <= (book?.SettledUsd ?? 0), 5, () => $"The run cost {cost:0.######} USD in truth; {book?.SettledUsd ?? 0} were settled.");
    }

    private void RequirePriced(decimal? budget, Grant grant)
    {
        var price = sim.Scenario.AllRegions.First(region => region.Name == grant.Region).UsdPerHour;
        sim.World.Require(budget is null || price is not null, 5, () => $"{grant.Worker} was granted in {grant.Region}, which has no price, though the run has a budget.");
        sim.World.Require(grant.UsdPerHour == (price ?? 0), 5, () => $"{grant.Worker} is charged {grant.UsdPerHour} USD per hour; it costs {price}.");
    }

    private void Settle(GrantBook? before, GrantBook after)
    {
        var gone = (before?.Grants ?? []).Where(grant => after.Of(grant.Worker) is null).Select(grant => grant.Worker).ToList();
        if (gone.Count == 0)
            return;
        var settlement = new Settlement(after.SettledUsd - before!.SettledUsd, gone);
        foreach (var worker in gone)
        {
            settled[worker] = settlement;
            var machine = sim.Cloud.Alive.FirstOrDefault(machine => machine.Token == worker);
            sim.World.Require(machine is null or { Running: 0 }, 4, () => $"The grant of {worker} was taken back while it runs {machine!.Running} points.");
        }

        RequireCovered(settlement);
    }

    private void RequireCovered(Settlement settlement)
    {
        var cost = sim.Cloud.All.Where(machine => settlement.Workers.Contains(machine.Token)).Sum(machine => machine.CostUsd);
        sim.World.Require(cost <= settlement.Usd, 5, () => $"{string.Join(", ", settlement.Workers)} cost {cost:0.######} USD; {settlement.Usd} were settled.");
    }

    private sealed record Settlement(decimal Usd, List<string> Workers);
}
